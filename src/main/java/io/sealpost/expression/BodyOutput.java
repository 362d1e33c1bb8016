package io.sealpost.expression;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A JSON body in the making, with the places in it that hold secrets. */
final class BodyOutput implements Closeable {
  /** A string with a secret: it begins with the first quote from {@code start} on. */
  private record Patch(int start, int end, String masked) {}

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
    patches.add(new Patch(start, bytes.size(), text.rendered().masked()));
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
      int quote = patch.start();
      // A comma or colon may stand before the string.
      while (body[quote] != '"') {
        quote++;
      }
      masked.write(body, copied, quote + 1 - copied);
      masked.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(patch.masked()));
      masked.write('"');
      copied = patch.end();
    }
    masked.write(body, copied, body.length - copied);
    return masked.toByteArray();
  }
}
