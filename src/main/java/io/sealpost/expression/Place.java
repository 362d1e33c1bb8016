package io.sealpost.expression;

/** Where a template stands; it decides how values are written and which names are allowed. */
public enum Place {
  /** Values are percent-encoded; {@code request_body}, {@code relative_path} are refused. */
  URL,
  /** Control and non-ASCII characters are refused. */
  HEADER,
  /** Inside {@code requestBody}; {@code request_body} is refused. */
  BODY,
  /** Any text, as in a Camel route: no restriction and no encoding. */
  TEXT
}
