package io.sealpost.configuration;

/** A placeholder without a value. The text names the placeholder, never what it holds. */
public final class PlaceholderException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int offset;

  /**
   * Says why a placeholder has no value.
   *
   * @param offset index of its first UTF-16 unit in the text it stands in, from 0
   * @param message what is missing and what to do
   */
  public PlaceholderException(int offset, String message) {
    super(message);
    this.offset = offset;
  }

  public PlaceholderException(int offset, String message, Throwable cause) {
    super(message, cause);
    this.offset = offset;
  }

  public int offset() {
    return offset;
  }
}
