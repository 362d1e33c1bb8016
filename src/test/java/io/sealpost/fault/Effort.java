package io.sealpost.fault;

/**
 * How long a scenario goes on.
 *
 * @param messages sent in all, about
 * @param rounds how often the fault happens
 * @param seed of what is left to chance: the same moments again, as far as the machine allows
 */
record Effort(int messages, int rounds, long seed) {
  /** Enough that some are under way whenever the fault happens. */
  int messagesPerRound() {
    return Math.max(40, messages / rounds);
  }
}
