package io.sealpost.expression;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A JSON body in the making, and beside it the masked one where secrets may occur. */
final class BodyOutput implements Closeable {
  private final BoundedBytes bytes;
  private final JsonGenerator generator;
  private final ByteArrayOutputStream maskedBytes = new ByteArrayOutputStream(0);
  private final @Nullable JsonGenerator masked;
  private final TextOutput texts;
  private boolean holdsSecret;

  /**
   * Starts a body.
   *
   * @param mayHoldSecrets without, no masked form is kept
   */
  BodyOutput(int maxBytes, boolean mayHoldSecrets) throws IOException {
    this.bytes = new BoundedBytes(maxBytes);
    this.generator = TreeWriter.generator(bytes);
    this.masked = mayHoldSecrets ? TreeWriter.generator(maskedBytes) : null;
    this.texts = TextOutput.upTo(maxBytes);
  }

  void startObject() throws IOException {
    generator.writeStartObject();
    if (masked != null) {
      masked.writeStartObject();
    }
  }

  void key(SerializableString key) throws IOException {
    generator.writeFieldName(key);
    if (masked != null) {
      masked.writeFieldName(key);
    }
  }

  void endObject() throws IOException {
    generator.writeEndObject();
    if (masked != null) {
      masked.writeEndObject();
    }
  }

  void startArray() throws IOException {
    generator.writeStartArray();
    if (masked != null) {
      masked.writeStartArray();
    }
  }

  void endArray() throws IOException {
    generator.writeEndArray();
    if (masked != null) {
      masked.writeEndArray();
    }
  }

  void value(JsonNode value) throws IOException {
    TreeWriter.write(value, generator);
    if (masked != null) {
      TreeWriter.write(value, masked);
    }
  }

  /** For one string of the body. */
  TextOutput text() {
    return texts.forSibling();
  }

  void string(Rendered text, boolean secret) throws IOException {
    generator.writeString(text.text());
    holdsSecret |= secret;
    if (masked != null) {
      masked.writeString(text.masked());
    }
  }

  @Override
  public void close() throws IOException {
    generator.close();
    if (masked != null) {
      masked.close();
    }
  }

  /** After {@link #close()}. */
  RenderedBody rendered() {
    byte[] body = bytes.toByteArray();
    return new RenderedBody(body, holdsSecret ? maskedBytes.toByteArray() : body);
  }
}
