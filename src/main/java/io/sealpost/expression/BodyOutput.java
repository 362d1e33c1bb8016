package io.sealpost.expression;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A JSON body in the making, with the places in it that are not shown. */
final class BodyOutput implements Closeable {
  /** What is shown in place of the value between these indexes. */
  private record Patch(int start, int end, byte[] masked) {}

  private final BoundedBytes bytes;
  private final JsonGenerator generator;
  private final TextOutput texts;
  private final List<Patch> patches = new ArrayList<>(0);

  BodyOutput(int maxBytes) throws IOException {
    this.bytes = new BoundedBytes(maxBytes);
    this.generator = TreeWriter.generator(bytes);
    this.texts = TextOutput.upTo(maxBytes);
  }

  JsonGenerator generator() {
    return generator;
  }

  void value(JsonNode value) throws IOException {
    TreeWriter.write(value, generator);
  }

  /**
   * A value of which something is not shown.
   *
   * @param shown what is shown in its place: the very same where all of it may
   */
  void value(JsonNode value, JsonNode shown) throws IOException {
    if (Redaction.isUntouched(value, shown)) {
      value(value);
      return;
    }
    generator.flush();
    int start = bytes.size();
    value(value);
    generator.flush();
    patches.add(new Patch(start, bytes.size(), ExactJson.write(shown)));
  }

  /** For one string of the body. */
  TextOutput text() {
    return texts.forSibling();
  }

  void string(TextOutput text) throws IOException {
    if (!text.holdsSecret()) {
      generator.writeString(text.text());
      return;
    }
    generator.flush();
    int start = bytes.size();
    generator.writeString(text.text());
    generator.flush();
    patches.add(
        new Patch(
            start, bytes.size(), ExactJson.write(TextNode.valueOf(text.rendered().masked()))));
  }

  @Override
  public void close() throws IOException {
    generator.close();
  }

  /** After {@link #close()}. */
  RenderedBody rendered() {
    byte[] body = bytes.toByteArray();
    return new RenderedBody(body, patches.isEmpty() ? body : masked(body));
  }

  private byte[] masked(byte[] body) {
    var masked = new ByteArrayOutputStream(body.length);
    int copied = 0;
    for (Patch patch : patches) {
      int start = patch.start();
      // A comma or colon may stand before the value.
      while (body[start] == ',' || body[start] == ':') {
        start++;
      }
      masked.write(body, copied, start - copied);
      masked.writeBytes(patch.masked());
      copied = patch.end();
    }
    masked.write(body, copied, body.length - copied);
    return masked.toByteArray();
  }
}
