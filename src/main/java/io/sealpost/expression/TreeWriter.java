package io.sealpost.expression;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;

/** Writes trees as compact UTF-8 without recursion. */
final class TreeWriter {
  // Without the combining feature Jackson writes every character beyond U+FFFF as two escapes.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(Integer.MAX_VALUE).build())
          .build();

  private TreeWriter() {}

  static JsonGenerator generator(OutputStream out) throws IOException {
    return FACTORY.createGenerator(out);
  }

  static void write(JsonNode root, JsonGenerator out) throws IOException {
    if (!root.isContainerNode()) {
      writeScalar(root, out);
      return;
    }
    Deque<Iterator<?>> open = new ArrayDeque<>();
    open.push(start(root, out));
    while (!open.isEmpty()) {
      if (!open.element().hasNext()) {
        open.pop();
        end(out);
        continue;
      }
      JsonNode node = next(open.element(), out);
      if (node.isContainerNode()) {
        open.push(start(node, out));
      } else {
        writeScalar(node, out);
      }
    }
  }

  private static Iterator<?> start(JsonNode container, JsonGenerator out) throws IOException {
    if (container.isObject()) {
      out.writeStartObject();
      return container.properties().iterator();
    }
    out.writeStartArray();
    return container.elements();
  }

  private static JsonNode next(Iterator<?> items, JsonGenerator out) throws IOException {
    Object item = items.next();
    if (item instanceof Map.Entry<?, ?> member) {
      out.writeFieldName((String) member.getKey());
      return (JsonNode) member.getValue();
    }
    return (JsonNode) item;
  }

  private static void end(JsonGenerator out) throws IOException {
    if (out.getOutputContext().inObject()) {
      out.writeEndObject();
    } else {
      out.writeEndArray();
    }
  }

  private static void writeScalar(JsonNode node, JsonGenerator out) throws IOException {
    switch (node.getNodeType()) {
      case STRING -> out.writeString(node.textValue());
      case BOOLEAN -> out.writeBoolean(node.booleanValue());
      case NULL -> out.writeNull();
      case NUMBER -> {
        if (((NumericNode) node).isNaN()) {
          throw new IOException("NaN and infinity have no JSON form");
        }
        out.writeNumber(node.asText());
      }
      default -> throw new IOException("a " + node.getNodeType() + " node has no JSON form");
    }
  }
}
