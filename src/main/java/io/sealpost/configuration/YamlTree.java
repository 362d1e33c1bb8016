package io.sealpost.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.configuration.Problem.Severity;
import io.sealpost.expression.ExactJson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.AnchorNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Makes a JSON tree of a YAML file and remembers where each value stands.
 *
 * <p>What is a number, a boolean or null is decided as in JSON: {@code yes}, {@code 007} and {@code
 * 0x1F} are strings.
 */
final class YamlTree {
  /** Values a file may have, aliases expanded: more is a mistake or an attack. */
  private static final int MAX_VALUES = 20_000;

  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?");
  private static final Pattern SHORT_INTEGER = Pattern.compile("-?[0-9]{1,18}");
  private static final Set<Tag> TAGS =
      Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.MAP, Tag.SEQ, Tag.ENV_TAG);
  // The engine takes a plain ${name} for a reference to the environment; here it is a template.
  private static final Set<Tag> TEXT = Set.of(Tag.STR, Tag.ENV_TAG);

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final String file;
  private final SourceText source;
  private final int maxDepth;
  private final List<Problem> problems;
  private final Map<String, Node> values = new HashMap<>();
  private final Map<String, Node> keys = new HashMap<>();

  YamlTree(String file, SourceText source, int maxDepth, List<Problem> problems) {
    this.file = file;
    this.source = source;
    this.maxDepth = maxDepth;
    this.problems = problems;
  }

  Map<String, Node> values() {
    return values;
  }

  Map<String, Node> keys() {
    return keys;
  }

  JsonNode convert(Node root) throws YamlProblemException {
    return convert("", root, 1);
  }

  private JsonNode convert(String pointer, Node written, int depth) throws YamlProblemException {
    Node node = written instanceof AnchorNode anchor ? anchor.getRealNode() : written;
    values.put(pointer, node);
    if (values.size() > MAX_VALUES || depth > maxDepth) {
      throw new YamlProblemException(
          position(node),
          "yaml-too-large",
          "more than "
              + MAX_VALUES
              + " values, or "
              + maxDepth
              + " levels, with all references (*name) followed; write less, or fewer references");
    }
    if (!TAGS.contains(node.getTag())) {
      add(
          pointer,
          position(node),
          "yaml-tag",
          "YAML tags (!name) are not supported; remove it, or put the value in quotes");
      return JSON.nullNode();
    }
    if (node instanceof MappingNode mapping) {
      return object(pointer, mapping, depth);
    }
    if (node instanceof SequenceNode sequence) {
      ArrayNode array = JSON.arrayNode();
      for (Node element : sequence.getValue()) {
        array.add(convert(KeyPath.child(pointer, array.size()), element, depth + 1));
      }
      return array;
    }
    return scalar(pointer, (ScalarNode) node);
  }

  private ObjectNode object(String pointer, MappingNode mapping, int depth)
      throws YamlProblemException {
    ObjectNode object = JSON.objectNode();
    for (NodeTuple entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        add(
            pointer,
            position(mapping),
            "yaml-key",
            "a value that starts with {{ or {[ needs quotes: \"{{…}}\"; and a key must be text");
        continue;
      }
      String child = KeyPath.child(pointer, key.getValue());
      if (object.has(key.getValue())) {
        add(
            child,
            position(key),
            "duplicate-key",
            "is already on line " + position(keys.get(child)).line() + "; remove one of the two");
        continue;
      }
      keys.put(child, key);
      object.set(key.getValue(), convert(child, entry.getValueNode(), depth + 1));
    }
    return object;
  }

  private JsonNode scalar(String pointer, ScalarNode scalar) {
    String text = scalar.getValue();
    if (hasLoneSurrogate(text)) {
      add(
          pointer,
          position(scalar),
          "lone-surrogate",
          "half of a surrogate pair (\\ud800 to \\udfff alone) is no character; write the"
              + " character itself");
    }
    boolean isText = TEXT.contains(scalar.getTag()) || scalar.getScalarStyle() != ScalarStyle.PLAIN;
    if (isText) {
      return JSON.textNode(text);
    }
    return switch (text) {
      case "", "null" -> JSON.nullNode();
      case "true", "false" -> JSON.booleanNode(text.equals("true"));
      default -> NUMBER.matcher(text).matches() ? number(pointer, scalar) : JSON.textNode(text);
    };
  }

  private JsonNode number(String pointer, ScalarNode scalar) {
    String text = scalar.getValue();
    if (!pointer.startsWith("/requestBody/")) {
      return plainNumber(text);
    }
    if (text.length() > ExactJson.MAX_NUMBER_LENGTH) {
      add(
          pointer,
          position(scalar),
          "out-of-bounds",
          "has more than " + ExactJson.MAX_NUMBER_LENGTH + " digits; put it in quotes");
      return JSON.nullNode();
    }
    return ExactJson.number(text);
  }

  /** Nothing but a body has use for more digits. */
  private static JsonNode plainNumber(String text) {
    if (SHORT_INTEGER.matcher(text).matches()) {
      return JSON.numberNode(Long.parseLong(text));
    }
    double number = Double.parseDouble(text);
    return Double.isFinite(number) ? JSON.numberNode(number) : JSON.textNode(text);
  }

  private static boolean hasLoneSurrogate(String text) {
    return text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  private Position position(Node node) {
    return source.position(source.index(node.getStartMark().orElseThrow()));
  }

  private void add(String pointer, Position at, String code, String message) {
    problems.add(
        new Problem(
            Severity.ERROR, file, at.line(), at.column(), KeyPath.shown(pointer), code, message));
  }
}
