package io.sealpost.expression;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Reads a JSON text into a tree without recursion, so that no depth can overflow the stack. */
final class TreeReader {
  // Jackson's own limits on depth, names and strings are off: the text is in memory already, and
  // ours give a reason code. Names come from strangers, so they are not collected in a table.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonParser parser;
  private final int maxDepth;
  private final Deque<ContainerNode<?>> open = new ArrayDeque<>();
  private String key = "";

  private TreeReader(JsonParser parser, int maxDepth) {
    this.parser = parser;
    this.maxDepth = maxDepth;
  }

  static JsonNode read(String json, int maxDepth) throws RenderException {
    try (JsonParser parser = FACTORY.createParser(json)) {
      return new TreeReader(parser, maxDepth).read();
    } catch (JsonProcessingException e) {
      throw invalid(e);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private JsonNode read() throws IOException, RenderException {
    JsonNode root = null;
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      switch (token) {
        case FIELD_NAME -> key = wellFormed(parser.currentName());
        case END_OBJECT, END_ARRAY -> open.pop();
        default -> {
          JsonNode value = value(token);
          if (!open.isEmpty()) {
            attach(value);
          } else if (root == null) {
            root = value;
          } else {
            throw refused("invalid-json", "not valid JSON: something follows the first value");
          }
          if (value instanceof ContainerNode<?> container) {
            descend(container);
          }
        }
      }
    }
    if (root == null) {
      throw refused("invalid-json", "not valid JSON: there is no value");
    }
    return root;
  }

  private JsonNode value(JsonToken token) throws IOException, RenderException {
    return switch (token) {
      case START_OBJECT -> NODES.objectNode();
      case START_ARRAY -> NODES.arrayNode();
      case VALUE_STRING -> NODES.textNode(wellFormed(parser.getText()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      default -> throw new IllegalStateException("unexpected " + token);
    };
  }

  private JsonNode number() throws IOException, RenderException {
    if (parser.getTextLength() > ExactJson.MAX_NUMBER_LENGTH) {
      throw refused(
          "invalid-json", "a number is longer than " + ExactJson.MAX_NUMBER_LENGTH + " characters");
    }
    return ExactNumber.parsed(parser.getText());
  }

  private void attach(JsonNode value) throws RenderException {
    ContainerNode<?> parent = open.element();
    if (parent instanceof ObjectNode object) {
      if (object.replace(key, value) != null) {
        throw refused("duplicate-key", "a key occurs twice in one object");
      }
    } else {
      ((ArrayNode) parent).add(value);
    }
  }

  private void descend(ContainerNode<?> container) throws RenderException {
    // Exactly maxDepth is still accepted.
    if (open.size() == maxDepth) {
      throw refused("too-deep", "nested deeper than " + maxDepth + " levels");
    }
    open.push(container);
  }

  private String wellFormed(String text) throws RenderException {
    if (Unicode.loneSurrogate(text) >= 0) {
      throw refused("lone-surrogate", "a string holds half of a surrogate pair");
    }
    return text;
  }

  private RenderException refused(String code, String message) {
    return new RenderException(code, message + at(parser.currentTokenLocation()));
  }

  /** Without the cause: its text quotes the message. */
  private static RenderException invalid(JsonProcessingException e) {
    return new RenderException("invalid-json", "not valid JSON" + at(e.getLocation()));
  }

  private static String at(@Nullable JsonLocation location) {
    return location == null
        ? ""
        : ", at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }
}
