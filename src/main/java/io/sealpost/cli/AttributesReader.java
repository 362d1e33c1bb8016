package io.sealpost.cli;

import io.sealpost.activation.MessageReader;
import io.sealpost.broker.MessageBody;
import io.sealpost.broker.MessageRefusedException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads attributes: one JSON object over any number of lines, or one object a line. Which of them
 * it is, the first line tells: it is an object by itself, or not. Blank lines are skipped. What
 * {@code run} would refuse is refused here.
 */
final class AttributesReader {
  private static final String NOT_YET_JSON = "invalid-json";

  private final InputStream in;
  private final boolean onlyOne;
  private long line;
  private boolean atStart = true;
  private boolean atEnd;

  /**
   * Reads ahead; closing the stream is the caller's.
   *
   * @param onlyOne refuses a second object
   */
  AttributesReader(InputStream in, boolean onlyOne) {
    this.in = new BufferedInputStream(in, 64 * 1024);
    this.onlyOne = onlyOne;
  }

  /**
   * One JSON object.
   *
   * @param line where it begins, from 1
   * @param json as it was read, without the line break
   */
  record Attributes(long line, String json) {}

  /**
   * The next object, or null at the end.
   *
   * @throws BadAttributesException for anything else; what came before was fine
   */
  @Nullable Attributes next() throws IOException, BadAttributesException {
    byte[] text = nextLine();
    if (text == null) {
      return null;
    }
    long begin = line;
    if (onlyOne && !atStart) {
      throw new BadAttributesException(
          begin, "A deliveryId names one delivery, and here begins a second message", null);
    }
    MessageRefusedException refusal = refusal(text);
    if (refusal != null && atStart && refusal.code().equals(NOT_YET_JSON)) {
      text = withRest(text);
      refusal = refusal(text);
    }
    if (refusal != null) {
      throw new BadAttributesException(begin, refusal.getMessage(), refusal);
    }
    atStart = false;
    return new Attributes(begin, new String(text, StandardCharsets.UTF_8));
  }

  /** Whether the next object has not arrived yet. */
  boolean wouldWait() throws IOException {
    return !atEnd && in.available() == 0;
  }

  private static @Nullable MessageRefusedException refusal(byte[] text) {
    try {
      MessageReader.attributes(new MessageBody.Bytes(text));
      return null;
    } catch (MessageRefusedException e) {
      return e;
    }
  }

  /** One byte over the limit is enough to be refused. */
  private byte[] withRest(byte[] beginning) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(beginning);
    whole.write('\n');
    whole.write(in.readNBytes(Math.max(0, MessageReader.MAX_BYTES + 1 - whole.size())));
    atEnd = true;
    return whole.toByteArray();
  }

  /** The next line that is not blank, without its line break; null at the end. */
  private byte @Nullable [] nextLine() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    boolean blank = true;
    while (!atEnd) {
      int next = in.read();
      atEnd = next == -1 || text.size() > MessageReader.MAX_BYTES;
      if (next == '\n' || atEnd) {
        line++;
        if (!blank) {
          return text.toByteArray();
        }
        text.reset();
      } else {
        blank &= next == ' ' || next == '\t' || next == '\r';
        text.write(next);
      }
    }
    return null;
  }
}
