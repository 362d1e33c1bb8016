package io.sealpost.expression;

/**
 * A name that a template refers to, for whoever has to check that it exists.
 *
 * @param name what follows {@code auth.}, {@code secret:}, {@code meta.} or <code>${</code>; of an
 *     attribute its whole path as written
 * @param pointer JSON pointer of the string within a body, empty for a single text
 * @param offset index of the expression's first UTF-16 unit in that string, from 0
 */
public record Reference(Kind kind, String name, String pointer, int offset) {

  /** What the name belongs to. */
  public enum Kind {
    /** The attributes of the message. */
    ATTRIBUTE,
    /** The credentials of the connection. */
    AUTH,
    /** The named secrets of the configuration. */
    SECRET,
    /** The circumstances of the delivery. */
    META,
    /** The request under construction and its time, e.g. {@code unix_timestamp}. */
    VARIABLE
  }
}
