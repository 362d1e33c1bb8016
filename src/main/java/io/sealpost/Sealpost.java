package io.sealpost;

/** Placeholder. */
public final class Sealpost {
  private Sealpost() {}
}
