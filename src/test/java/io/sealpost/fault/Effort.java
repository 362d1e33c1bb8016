package io.sealpost.fault;

/**
 * How long a scenario goes on.
 *
 * @param messages sent in all, about
 * @param rounds how often the fault happens
 */
record Effort(int messages, int rounds) {
  /** Enough that some are under way whenever the fault happens. */
  int messagesPerRound() {
    return Math.max(40, messages / rounds);
  }
}
