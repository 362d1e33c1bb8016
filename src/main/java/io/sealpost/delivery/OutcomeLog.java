package io.sealpost.delivery;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The line that says what came of an attempt. */
final class OutcomeLog {
  private static final Logger LOG = LoggerFactory.getLogger("io.sealpost.delivery");

  private OutcomeLog() {}

  static void delivery(Received received, Outcome outcome) {
    if (outcome instanceof Outcome.Dead dead) {
      LOG.warn(
          "{} of {}: dead after attempt {}, {}: {}",
          received.deliveryId(),
          received.activation(),
          received.attempt(),
          dead.code(),
          dead.text());
    } else if (outcome instanceof Outcome.Retry retry) {
      LOG.info(
          "{} of {}: attempt {} failed, next in {} ms, {}: {}",
          received.deliveryId(),
          received.activation(),
          received.attempt(),
          retry.delay().toMillis(),
          retry.code(),
          retry.text());
    } else {
      LOG.debug(
          "{} of {}: delivered by attempt {}",
          received.deliveryId(),
          received.activation(),
          received.attempt());
    }
  }

  /** Nobody has lost anything by it: never a warning, and never the words of a real one. */
  static void test(Received received, Outcome outcome) {
    if (outcome instanceof Outcome.Dead dead) {
      failed(received, "dead", dead.code(), dead.text());
    } else if (outcome instanceof Outcome.Retry retry) {
      failed(received, "retried", retry.code(), retry.text());
    } else {
      LOG.debug("{} of {}: a test, delivered", received.deliveryId(), received.activation());
    }
  }

  private static void failed(Received received, String fate, String code, String text) {
    LOG.info(
        "{} of {}: a test that failed; a message would be {}, {}: {}",
        received.deliveryId(),
        received.activation(),
        fate,
        code,
        text);
  }
}
