package io.sealpost.fault;

/**
 * How long a scenario goes on.
 *
 * @param messages sent in all, about
 * @param rounds how often the fault happens
 */
record Effort(int messages, int rounds) {
  /** For each round, one at least. */
  int messagesPerRound() {
    return Math.max(1, messages / rounds);
  }
}
