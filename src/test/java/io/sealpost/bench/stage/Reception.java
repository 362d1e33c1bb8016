package io.sealpost.bench.stage;

/**
 * One turn at the receiver.
 *
 * @param answers how it answers
 * @param arrivals what has come
 */
record Reception(Answers answers, Arrivals arrivals) {
  static Reception idle() {
    return new Reception(Answers.AT_ONCE, new Arrivals(0));
  }
}
