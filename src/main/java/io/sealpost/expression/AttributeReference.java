package io.sealpost.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A path into the attributes.
 *
 * @param path as written, for errors
 * @param required whether a missing or null attribute is refused whatever the activation says: in a
 *     URL, where «nothing» would address something else
 */
record AttributeReference(String path, List<Step> steps, boolean required) implements Expression {

  /** One step down from an object or array. */
  sealed interface Step {
    /** Missing where the parent has none. */
    JsonNode from(JsonNode parent);

    /** A copy of a parent that has such a child, with another in its place. */
    JsonNode replaced(JsonNode parent, JsonNode child);
  }

  /** A member of an object. */
  record Member(String name) implements Step {
    @Override
    public JsonNode from(JsonNode parent) {
      return parent.path(name);
    }

    @Override
    public JsonNode replaced(JsonNode parent, JsonNode child) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      copy.setAll((ObjectNode) parent);
      copy.set(name, child);
      return copy;
    }
  }

  /** An element of an array, from 0. */
  record Element(int index) implements Step {
    @Override
    public JsonNode from(JsonNode parent) {
      return parent.path(index);
    }

    @Override
    public JsonNode replaced(JsonNode parent, JsonNode child) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode(parent.size());
      copy.addAll((ArrayNode) parent);
      copy.set(index, child);
      return copy;
    }
  }

  @Override
  public void render(RenderContext context, TextOutput output) throws RenderException {
    JsonNode value = value(context);
    output.append(value, shown(context, value));
  }

  /** What may be shown in place of the value: the very same where nothing of it is redacted. */
  JsonNode shown(RenderContext context, JsonNode value) {
    if (value.isNull()) {
      return value;
    }
    JsonNode node = context.shown();
    for (Step step : steps) {
      if (Redaction.isMask(node)) {
        return node;
      }
      node = step.from(node);
    }
    return node;
  }

  /** The attribute itself; JSON null for a missing one where that is allowed. */
  JsonNode value(RenderContext context) throws RenderException {
    JsonNode node = context.attributes();
    for (Step step : steps) {
      node = step.from(node);
    }
    if (node.isMissingNode()) {
      if (required || context.missing() == MissingAttribute.REJECT) {
        throw new RenderException(
            "missing-attribute", "the message has no attribute " + path + need());
      }
      return NullNode.getInstance();
    }
    if (required && node.isNull()) {
      throw new RenderException("missing-attribute", "attribute " + path + " is null" + need());
    }
    return node;
  }

  private String need() {
    return required ? ", and the URL needs it" : "";
  }
}
