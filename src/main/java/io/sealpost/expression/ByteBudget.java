package io.sealpost.expression;

/** UTF-8 bytes that may still be rendered. For one rendering, one thread. */
final class ByteBudget {
  private final int limit;
  private int left;

  ByteBudget(int limit) {
    this.limit = limit;
    this.left = limit;
  }

  /** The same limit, nothing used. */
  ByteBudget fresh() {
    return new ByteBudget(limit);
  }

  int left() {
    return left;
  }

  /** Using up the budget exactly is still accepted. */
  void take(int bytes) throws RenderException {
    if (bytes > left) {
      throw exceeded();
    }
    left -= bytes;
  }

  RenderException exceeded() {
    return new RenderException(
        "too-large", "rendered larger than the limit of " + limit + " bytes");
  }
}
