package io.sealpost.expression;

/** The exact body bytes, and the form of them that may be shown (see {@link Rendered}). */
public record RenderedBody(byte[] bytes, byte[] masked) {
  public static final RenderedBody EMPTY = new RenderedBody(new byte[0], new byte[0]);
}
