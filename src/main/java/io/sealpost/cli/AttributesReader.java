package io.sealpost.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.expression.ExactJson;
import io.sealpost.expression.RenderException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads attributes: one JSON object over any number of lines, or one object a line. Which of them
 * it is, the first line tells: it is an object, or not yet. Blank lines are skipped.
 */
final class AttributesReader {
  /** The message contract's limit; exactly this many bytes are still accepted. */
  private static final int MAX_BYTES = 1024 * 1024;

  /** Deeper objects end in the dead queue; better to hear of it here. */
  private static final int MAX_DEPTH = 100;

  private final InputStream in;
  private long line;
  private boolean atEnd;
  private boolean first = true;

  /** Reads ahead; the caller closes the stream. */
  AttributesReader(InputStream in) {
    this.in = new BufferedInputStream(in, 64 * 1024);
  }

  /**
   * The next object as it stands, or null at the end.
   *
   * @throws BadAttributesException for anything else; the lines before it were fine
   */
  @Nullable Attributes next() throws IOException, BadAttributesException {
    byte[] text = nextLine();
    if (text == null) {
      return null;
    }
    long at = line;
    try {
      check(text);
    } catch (RenderException e) {
      if (!first || !e.code().equals("invalid-json")) {
        throw new BadAttributesException(at, e);
      }
      text = withRest(text, e);
    }
    first = false;
    return new Attributes(at, text);
  }

  /**
   * One JSON object.
   *
   * @param line where it begins, from 1
   * @param utf8 as it was read
   */
  record Attributes(long line, byte[] utf8) {}

  private byte[] withRest(byte[] beginning, RenderException firstLine)
      throws IOException, BadAttributesException {
    long at = line;
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(beginning);
    whole.write('\n');
    // One byte more tells whether there is more.
    byte[] rest = in.readNBytes(MAX_BYTES + 1 - whole.size());
    whole.write(rest);
    atEnd = true;
    if (rest.length == 0 || whole.size() > MAX_BYTES) {
      throw new BadAttributesException(at, firstLine);
    }
    try {
      check(whole.toByteArray());
      return whole.toByteArray();
    } catch (RenderException e) {
      throw new BadAttributesException(at, e);
    }
  }

  private static void check(byte[] text) throws RenderException {
    JsonNode json = ExactJson.read(text, MAX_DEPTH);
    if (!json.isObject()) {
      throw new RenderException("not-an-object", "this is JSON, but no object");
    }
  }

  /** Without its line break; null at the end. */
  private byte @Nullable [] nextLine() throws IOException, BadAttributesException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    while (!atEnd) {
      int next = in.read();
      if (next != '\n' && next != -1) {
        text.write(next);
        if (text.size() > MAX_BYTES + 1) {
          throw new BadAttributesException(line + 1, "it is larger than " + MAX_BYTES + " bytes");
        }
        continue;
      }
      atEnd = next == -1;
      line++;
      byte[] stripped = strip(text.toByteArray());
      if (stripped.length > 0) {
        return stripped;
      }
      text.reset();
    }
    return null;
  }
}
