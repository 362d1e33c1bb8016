package io.sealpost.bench.stage;

/**
 * Whom the messages are for, where the contender knows activations.
 *
 * @param activations configured
 * @param busy the first of them, which get the messages in turn
 * @param connections between which the activations are dealt out
 */
public record Traffic(int activations, int busy, int connections) {
  /** All for the same. */
  public static final Traffic ONE = new Traffic(1, 1, 1);
}
