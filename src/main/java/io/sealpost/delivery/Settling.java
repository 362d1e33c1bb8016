package io.sealpost.delivery;

import io.sealpost.broker.Settlement;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands what follows from an outcome to the owner of the transaction, and says so in the log. */
final class Settling {
  private static final Logger LOG = LoggerFactory.getLogger("io.sealpost.delivery");

  private final Consumer<Settlement> owner;
  private final OutcomeSettlement settlement;

  Settling(Consumer<Settlement> owner, OutcomeSettlement settlement) {
    this.owner = owner;
    this.settlement = settlement;
  }

  /**
   * @param requested whether a request went out in this attempt
   */
  void settle(Exchange exchange, Outcome outcome, boolean requested) {
    Received received =
        exchange.getProperty(DeliveryExchange.RECEIVED, Received.UNREAD, Received.class);
    exchange.setProperty(DeliveryExchange.OUTCOME, outcome);
    int attempts = requested ? received.attempt() : received.attempt() - 1;
    owner.accept(settlement.of(outcome, received, attempts));
    log(received, outcome);
  }

  private static void log(Received received, Outcome outcome) {
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
}
