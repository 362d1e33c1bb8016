package io.sealpost.expression;

import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import io.sealpost.expression.BodyNode.Constant;
import io.sealpost.expression.BodyNode.Elements;
import io.sealpost.expression.BodyNode.Member;
import io.sealpost.expression.BodyNode.Members;
import io.sealpost.expression.BodyNode.Text;
import io.sealpost.expression.BodyNode.TypedAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Parses the strings of a {@code requestBody}. */
final class BodyReader {
  /** How many objects and arrays may be inside each other; that many are accepted. */
  static final int MAX_DEPTH = 100;

  private final Functions functions;
  private final Findings findings;

  BodyReader(Functions functions, Findings findings) {
    this.functions = functions;
    this.findings = findings;
  }

  BodyNode read(JsonNode body) {
    return read(body, "", 0);
  }

  private BodyNode read(JsonNode node, String pointer, int depth) {
    if (!findings.countPart(pointer, 0)) {
      return new Constant(node);
    }
    if (node.isContainerNode() && depth == MAX_DEPTH) {
      findings.problem(pointer, 0, "nested deeper than " + MAX_DEPTH + " levels; flatten the body");
      return new Constant(node);
    }
    return switch (node.getNodeType()) {
      case OBJECT -> members(node, pointer, depth);
      case ARRAY -> elements(node, pointer, depth);
      case STRING -> string(node, pointer);
      case BOOLEAN, NULL -> new Constant(node);
      case NUMBER -> number(node, pointer);
      default -> withoutJsonForm(node, pointer);
    };
  }

  private BodyNode members(JsonNode object, String pointer, int depth) {
    List<Member> members = new ArrayList<>(object.size());
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      String key = member.getKey();
      String at = pointer + "/" + key.replace("~", "~0").replace("/", "~1");
      checkKey(key, at);
      members.add(new Member(new SerializedString(key), read(member.getValue(), at, depth + 1)));
    }
    return new Members(List.copyOf(members));
  }

  private void checkKey(String key, String pointer) {
    if (key.contains("{{") || key.contains("${")) {
      findings.problem(
          pointer, 0, "a key is literal text and cannot hold an expression; move it to the value");
    }
    if (Unicode.loneSurrogate(key) >= 0) {
      findings.problem(pointer, 0, "the key holds half of a surrogate pair");
    }
  }

  private BodyNode elements(JsonNode array, String pointer, int depth) {
    List<BodyNode> elements = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      elements.add(read(array.get(i), pointer + "/" + i, depth + 1));
    }
    return new Elements(List.copyOf(elements));
  }

  private BodyNode string(JsonNode string, String pointer) {
    List<Expression> parts =
        TextReader.read(string.textValue(), Place.BODY, pointer, functions, findings);
    // A string that is exactly one attribute takes the attribute's own type.
    if (parts.size() == 1 && parts.get(0) instanceof AttributeReference attribute) {
      return new TypedAttribute(attribute);
    }
    return new Text(parts);
  }

  private BodyNode number(JsonNode number, String pointer) {
    return ((NumericNode) number).isNaN() ? withoutJsonForm(number, pointer) : new Constant(number);
  }

  private BodyNode withoutJsonForm(JsonNode node, String pointer) {
    findings.problem(
        pointer, 0, "a value that JSON cannot carry; write a string, number, boolean or null");
    return new Constant(node);
  }
}
