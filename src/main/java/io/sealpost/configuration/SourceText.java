package io.sealpost.configuration;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** The text of a file, and which line and column an index of it is. */
final class SourceText {
  private final String text;
  private final boolean hasSurrogates;

  private SourceText(String text) {
    this.text = text;
    this.hasSurrogates = text.chars().anyMatch(c -> Character.isSurrogate((char) c));
  }

  static SourceText of(String text) {
    return new SourceText(text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  /** Decodes strictly: a replacement character in a secret would only show at the receiver. */
  static SourceText decode(byte[] bytes) throws YamlProblemException {
    if (startsWithUtf16Mark(bytes)) {
      throw new YamlProblemException(
          Position.START, "not-utf-8", "the file is UTF-16; save it as UTF-8");
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer decoded = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), decoded, true);
    SourceText source = of(decoded.flip().toString());
    if (result.isError()) {
      throw new YamlProblemException(
          source.position(source.length()),
          "not-utf-8",
          "what follows is not UTF-8; save the file as UTF-8");
    }
    return source;
  }

  String text() {
    return text;
  }

  int length() {
    return text.length();
  }

  /** The index in UTF-16 units of a mark, which counts code points. */
  int index(Mark mark) {
    return codePoints(mark.getIndex());
  }

  int codePoints(int count) {
    if (!hasSurrogates) {
      return Math.min(count, text.length());
    }
    int known = text.codePointCount(0, text.length());
    return text.offsetByCodePoints(0, Math.min(count, known));
  }

  Position position(int index) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < index; i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'))) {
        line++;
        lineStart = i + 1;
      }
    }
    return new Position(line, text.codePointCount(lineStart, index) + 1);
  }

  private static boolean startsWithUtf16Mark(byte[] bytes) {
    if (bytes.length < 2) {
      return false;
    }
    int mark = (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
    return mark == 0xFEFF || mark == 0xFFFE;
  }
}
