package io.sealpost.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
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
    JsonNode from(JsonNode parent);
  }

  /** A member of an object. */
  record Member(String name) implements Step {
    @Override
    public JsonNode from(JsonNode parent) {
      return parent.path(name);
    }
  }

  /** An element of an array, from 0. */
  record Element(int index) implements Step {
    @Override
    public JsonNode from(JsonNode parent) {
      return parent.path(index);
    }
  }

  @Override
  public void render(RenderContext context, TextOutput output) throws RenderException {
    output.append(value(context));
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
