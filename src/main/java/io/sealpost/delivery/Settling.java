package io.sealpost.delivery;

import io.sealpost.attemptlog.AttemptJson;
import io.sealpost.attemptlog.AttemptRecord;
import io.sealpost.broker.Settlement;
import io.sealpost.event.OperationalEvents;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands what follows from an outcome to the owner of the transaction, and says so in the log. */
final class Settling {
  private static final Logger LOG = LoggerFactory.getLogger("io.sealpost.delivery");

  private final Consumer<Settlement> owner;
  private final OutcomeSettlement settlement;
  private final AttemptReport report;
  private final OperationalEvents events;

  Settling(
      Consumer<Settlement> owner,
      OutcomeSettlement settlement,
      AttemptReport report,
      OperationalEvents events) {
    this.owner = owner;
    this.settlement = settlement;
    this.report = report;
    this.events = events;
  }

  /**
   * @param call how the request went that was made in this attempt; null where none went out
   */
  void settle(Exchange exchange, Outcome outcome, @Nullable CallTrace call) {
    Received received =
        exchange.getProperty(DeliveryExchange.RECEIVED, Received.UNREAD, Received.class);
    exchange.setProperty(DeliveryExchange.OUTCOME, outcome);
    int attempts = call != null ? received.attempt() : received.attempt() - 1;
    AttemptReport.Made made =
        new AttemptReport.Made(
            received,
            exchange.getProperty(DeliveryExchange.ATTEMPT, Attempt.class),
            exchange.getProperty(DeliveryExchange.SHOWN, SignedRequest.class),
            exchange.getProperty(DeliveryExchange.ANSWER, Answer.class),
            call);
    AttemptRecord record = report.of(made, outcome);
    Settlement follows =
        settlement
            .of(outcome, received, attempts, record.endedAt())
            .with(AttemptJson.message(record));
    owner.accept(received.operational() ? follows : follows.with(events.of(record, attempts)));
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
