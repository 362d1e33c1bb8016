package io.sealpost.delivery;

import io.sealpost.attemptlog.AttemptJson;
import io.sealpost.broker.Settlement;
import io.sealpost.expression.Redaction;
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

  Settling(Consumer<Settlement> owner, OutcomeSettlement settlement, AttemptReport report) {
    this.owner = owner;
    this.settlement = settlement;
    this.report = report;
  }

  /**
   * @param call how the request went that was made in this attempt; null where none went out
   */
  void settle(Exchange exchange, Outcome outcome, @Nullable CallTrace call) {
    Received received =
        exchange.getProperty(DeliveryExchange.RECEIVED, Received.UNREAD, Received.class);
    AttemptReport.Made made =
        new AttemptReport.Made(
            received,
            exchange.getProperty(DeliveryExchange.ATTEMPT, Attempt.class),
            exchange.getProperty(DeliveryExchange.SHOWN, SignedRequest.class),
            exchange.getProperty(DeliveryExchange.ANSWER, Answer.class),
            call);
    SecretMask mask = mask(made, outcome);
    Outcome shown = mask == null ? outcome : mask.apply(outcome);
    exchange.setProperty(DeliveryExchange.OUTCOME, shown);
    int attempts = call != null ? received.attempt() : received.attempt() - 1;
    Redaction redaction =
        exchange.getProperty(DeliveryExchange.REDACTION, Redaction.NONE, Redaction.class);
    owner.accept(
        settlement
            .of(shown, received, attempts, redaction)
            .with(AttemptJson.message(report.of(made, shown, mask))));
    log(received, shown);
  }

  /** Null where nothing came back that could hold a secret: making one takes its time. */
  private static @Nullable SecretMask mask(AttemptReport.Made made, Outcome outcome) {
    Answer answer = made.answer();
    boolean silent = answer == null || answer.body().length == 0;
    return made.attempt() == null || (silent && outcome instanceof Outcome.Delivered)
        ? null
        : SecretMask.of(made.attempt().delivery(), made.request());
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
