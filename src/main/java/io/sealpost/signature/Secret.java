package io.sealpost.signature;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A credential or key. Its {@link #toString()} tells nothing, also through Jackson, it is not
 * serializable and it compares in constant time; the text leaves it only through {@link #reveal()}
 * and {@link #bytes()}.
 */
public final class Secret {
  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  public static Secret of(String text) {
    return new Secret(text);
  }

  /** The secret itself: for a request or a key, never for a log, an exception or a table. */
  public String reveal() {
    return text;
  }

  /** UTF-8. */
  public byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public boolean isEmpty() {
    return text.isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && MessageDigest.isEqual(bytes(), that.bytes());
  }

  /** The same for all secrets: a hash would tell equal secrets apart from others. */
  @Override
  public int hashCode() {
    return Secret.class.hashCode();
  }

  /**
   * Also what Jackson writes, whatever the mapper's visibility rules: they could reach the field.
   */
  @Override
  @JsonValue
  public String toString() {
    return "***";
  }
}
