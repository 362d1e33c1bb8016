package io.sealpost.configuration;

/** A file that cannot be read as YAML: one problem, because what follows it cannot be trusted. */
final class YamlProblemException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Position position;
  private final String code;

  YamlProblemException(Position position, String code, String message) {
    super(message);
    this.position = position;
    this.code = code;
  }

  YamlProblemException(Position position, String code, String message, Throwable cause) {
    super(message, cause);
    this.position = position;
    this.code = code;
  }

  Position position() {
    return position;
  }

  String code() {
    return code;
  }
}
