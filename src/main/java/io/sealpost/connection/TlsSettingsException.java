package io.sealpost.connection;

/** TLS settings that cannot be used. The text names key and file, never the password. */
public final class TlsSettingsException extends Exception {
  private static final long serialVersionUID = 1L;

  public TlsSettingsException(String message) {
    super(message);
  }

  public TlsSettingsException(String message, Throwable cause) {
    super(message, cause);
  }
}
