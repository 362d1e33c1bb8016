package io.sealpost.expression;

/**
 * A rendered text and the form of it that may be shown: the same, but for secrets, which are {@code
 * ***} there. HMACs are shown, anything else computed from a secret is not.
 */
public record Rendered(String text, String masked) {
  public static Rendered plain(String text) {
    return new Rendered(text, text);
  }

  @Override
  public String toString() {
    return masked;
  }
}
