package io.sealpost.expression;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * JSON in and out without altering it: numbers keep their digits ({@code 1.10}, {@code -0}, {@code
 * 1e400}), objects the order of their keys. Strict: RFC 8259, and beyond it no duplicate keys and
 * no lone surrogates (as I-JSON, RFC 7493).
 */
public final class ExactJson {
  /** A number of exactly this many characters is still accepted. */
  public static final int MAX_NUMBER_LENGTH = 1000;

  private ExactJson() {}

  /**
   * Reads one JSON value.
   *
   * @param maxDepth how many objects and arrays may be inside each other; that many are accepted
   * @throws RenderException {@code invalid-json}, {@code duplicate-key}, {@code too-deep} or {@code
   *     lone-surrogate}; its text names the position, never the content
   */
  public static JsonNode read(String json, int maxDepth) throws RenderException {
    return TreeReader.read(json, maxDepth);
  }

  /**
   * Reads one JSON value from UTF-8, without byte order mark.
   *
   * @throws RenderException as {@link #read(String, int)}, or {@code invalid-utf8}
   */
  public static JsonNode read(byte[] utf8, int maxDepth) throws RenderException {
    return read(Unicode.decode(utf8, "the JSON text"), maxDepth);
  }

  /**
   * Compact UTF-8.
   *
   * @throws IllegalArgumentException when the tree holds what JSON cannot: NaN, infinity, binary or
   *     Java objects; never for a tree that was read here
   */
  public static byte[] write(JsonNode node) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator generator = TreeWriter.generator(bytes)) {
      TreeWriter.write(node, generator);
    } catch (IOException e) {
      throw new IllegalArgumentException("no JSON: " + e.getMessage(), e);
    }
    return bytes.toByteArray();
  }

  /**
   * A number that keeps its digits.
   *
   * @throws IllegalArgumentException when it is not a JSON number (RFC 8259, section 6)
   */
  public static JsonNode number(String digits) {
    return ExactNumber.of(digits);
  }
}
