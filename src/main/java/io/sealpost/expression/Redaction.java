package io.sealpost.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sealpost.expression.AttributeReference.Member;
import io.sealpost.expression.AttributeReference.Step;
import io.sealpost.expression.TemplateSyntaxException.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Attributes that are sent and not shown. Their paths are written as in templates, without the
 * braces; a name behind an array means that member of each of its elements. Immutable.
 */
// A subtree that is not the very same has something masked in it: to compare contents would be
// slow.
@SuppressWarnings("ReferenceEquality")
public final class Redaction {
  public static final Redaction NONE = new Redaction(List.of(), List.of());

  private static final TextNode MASK = TextNode.valueOf("***");

  private final List<String> texts;
  private final List<List<Step>> paths;

  private Redaction(List<String> texts, List<List<Step>> paths) {
    this.texts = texts;
    this.paths = paths;
  }

  /**
   * Of these paths.
   *
   * @throws TemplateSyntaxException with all errors in it; the pointer of each is that of its path
   *     in the list
   */
  public static Redaction of(List<String> texts) throws TemplateSyntaxException {
    List<List<Step>> paths = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      try {
        paths.add(ReferenceReader.path(texts.get(i)));
      } catch (SyntaxError e) {
        problems.add(new Problem("/" + i, e.offset(), e.getMessage()));
      }
    }
    if (!problems.isEmpty()) {
      throw new TemplateSyntaxException(problems);
    }
    return new Redaction(List.copyOf(texts), List.copyOf(paths));
  }

  /** As they were given. */
  public List<String> paths() {
    return texts;
  }

  /** The same tree with {@code ***} in their places; the very same where it has none of them. */
  public JsonNode shown(JsonNode attributes) {
    JsonNode shown = attributes;
    for (List<Step> path : paths) {
      shown = masked(shown, path);
    }
    return shown;
  }

  /** The texts, numbers and booleans at and below their places. */
  public Set<String> values(JsonNode attributes) {
    Set<String> values = new TreeSet<>();
    for (List<Step> path : paths) {
      collect(attributes, path, values);
    }
    return values;
  }

  /** Whether {@link #shown} left a tree as it is. */
  public static boolean isUntouched(JsonNode value, JsonNode shown) {
    return value == shown;
  }

  static boolean isMask(JsonNode node) {
    // By identity: a message may hold the same text.
    return node == MASK;
  }

  private static JsonNode masked(JsonNode node, List<Step> path) {
    if (path.isEmpty()) {
      return MASK;
    }
    Step step = path.get(0);
    if (node instanceof ArrayNode array && step instanceof Member) {
      return maskedElements(array, path);
    }
    JsonNode child = step.from(node);
    if (child.isMissingNode()) {
      return node;
    }
    JsonNode shown = masked(child, path.subList(1, path.size()));
    return shown == child ? node : step.replaced(node, shown);
  }

  private static JsonNode maskedElements(ArrayNode array, List<Step> path) {
    ArrayNode shown = JsonNodeFactory.instance.arrayNode(array.size());
    boolean changed = false;
    for (JsonNode element : array) {
      JsonNode one = masked(element, path);
      changed |= one != element;
      shown.add(one);
    }
    return changed ? shown : array;
  }

  private static void collect(JsonNode node, List<Step> path, Set<String> values) {
    if (path.isEmpty()) {
      leaves(node, values);
    } else if (node.isArray() && path.get(0) instanceof Member) {
      node.forEach(element -> collect(element, path, values));
    } else {
      collect(path.get(0).from(node), path.subList(1, path.size()), values);
    }
  }

  private static void leaves(JsonNode node, Set<String> values) {
    if (node.isContainerNode()) {
      node.forEach(child -> leaves(child, values));
    } else if (!node.isMissingNode() && !node.isNull()) {
      values.add(node.asText());
    }
  }

  @Override
  public String toString() {
    return texts.toString();
  }
}
