package io.sealpost.cli;

/** Counts in messages. */
final class Plural {
  private Plural() {}

  /** {@code 1 message}, {@code 2 messages}. */
  static String of(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
