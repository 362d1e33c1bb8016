package io.sealpost.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A YAML file as a JSON tree, and where each of its values stands.
 *
 * @param name relative to the configuration folder
 * @param values by JSON pointer
 * @param keys by JSON pointer of their values
 */
record YamlFile(
    String name,
    JsonNode root,
    SourceText source,
    Map<String, Node> values,
    Map<String, Node> keys) {

  /** Where the value stands; where it does not exist, its closest ancestor. */
  Position value(String pointer) {
    Node node = values.get(pointer);
    if (node == null) {
      return pointer.isEmpty() ? Position.START : value(KeyPath.parent(pointer));
    }
    return start(node);
  }

  /** Where the key stands; an element of a list and the whole file stand where they start. */
  Position key(String pointer) {
    Node node = keys.get(pointer);
    return node == null ? value(pointer) : start(node);
  }

  /**
   * Where a character of a string stands.
   *
   * @param offset in UTF-16 units of the string's value
   */
  Position within(String pointer, int offset) {
    if (!(values.get(pointer) instanceof ScalarNode scalar)) {
      return value(pointer);
    }
    int from = source.index(scalar.getStartMark().orElseThrow());
    int to = source.index(scalar.getEndMark().orElseThrow());
    while (source.text().charAt(from) == '&' || source.text().charAt(from) == '!') {
      from = afterBlanks(afterWord(from));
    }
    String written = source.text().substring(from, to);
    ScalarOffsets offsets = new ScalarOffsets(written, scalar.getValue(), scalar.getScalarStyle());
    return source.position(from + offsets.indexOf(offset));
  }

  private int afterWord(int index) {
    int i = index;
    while (!Character.isWhitespace(source.text().charAt(i))) {
      i++;
    }
    return i;
  }

  private int afterBlanks(int index) {
    int i = index;
    while (Character.isWhitespace(source.text().charAt(i))) {
      i++;
    }
    return i;
  }

  private Position start(Node node) {
    return source.position(source.index(node.getStartMark().orElseThrow()));
  }
}
