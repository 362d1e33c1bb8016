package io.sealpost.expression;

/** What a reference to an attribute that the message does not have means. */
public enum MissingAttribute {
  /** The delivery is dead with {@code missing-attribute}. */
  REJECT,
  /** JSON null in a body, nothing in a header; in a URL still dead. */
  NULL
}
