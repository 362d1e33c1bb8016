package io.sealpost.delivery;

import io.sealpost.activation.Observers;
import io.sealpost.attemptlog.AttemptJson;
import io.sealpost.attemptlog.AttemptRecord;
import io.sealpost.broker.Settlement;
import io.sealpost.broker.TransactionEnd;
import io.sealpost.expression.Redaction;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Hands what follows from an attempt to the owner of the transaction, and says so in the log. Only
 * the first outcome of a message counts.
 */
final class Settling {
  private final Predicate<Settlement> owner;
  private final OutcomeClassifier classifier;
  private final OutcomeSettlement settlement;
  private final AttemptReport report;
  private final Observers observers;
  private final BiConsumer<Received, Outcome> log;
  private final SecretMasks masks = new SecretMasks();

  /**
   * @param owner of the transaction; refuses what comes after the first
   * @param log one of {@link OutcomeLog}
   */
  Settling(
      Predicate<Settlement> owner,
      OutcomeClassifier classifier,
      OutcomeSettlement settlement,
      AttemptReport report,
      Observers observers,
      BiConsumer<Received, Outcome> log) {
    this.owner = owner;
    this.classifier = classifier;
    this.settlement = settlement;
    this.report = report;
    this.observers = observers;
    this.log = log;
  }

  /** By what the endpoint answered. */
  void answered(Exchange exchange, Answer answer) {
    Attempt attempt = attempt(exchange);
    int number = attempt.message().attempt();
    settle(
        exchange,
        classifier.classify(answer, number, attempt.activation().retry()),
        answer.trace());
  }

  /** By a call that ended without an answer. */
  void failed(Exchange exchange, CallFailedException call) {
    Attempt attempt = attempt(exchange);
    int number = attempt.message().attempt();
    settle(
        exchange,
        classifier.classify(call, number, attempt.activation().retry()),
        call.failure() == CallFailure.ADDRESS_REFUSED ? null : call.trace());
  }

  /** Of a message whose request never went out. */
  void dead(Exchange exchange, String code, String text) {
    settle(exchange, new Outcome.Dead(code, text, null), null);
  }

  private static Attempt attempt(Exchange exchange) {
    return DeliveryExchange.require(exchange, DeliveryExchange.ATTEMPT, Attempt.class, "place");
  }

  /**
   * @param call how the request went that was made in this attempt; null where none went out
   */
  private void settle(Exchange exchange, Outcome outcome, @Nullable CallTrace call) {
    Received received =
        exchange.getProperty(DeliveryExchange.RECEIVED, Received.UNREAD, Received.class);
    int attempts = call != null ? received.attempt() : received.attempt() - 1;
    AttemptReport.Made made =
        new AttemptReport.Made(
            received,
            exchange.getProperty(DeliveryExchange.ATTEMPT, Attempt.class),
            exchange.getProperty(DeliveryExchange.SHOWN, SignedRequest.class),
            exchange.getProperty(DeliveryExchange.ANSWER, Answer.class),
            call);
    SecretMask mask = mask(made, outcome);
    Outcome shown = mask == null ? outcome : mask.apply(outcome);
    AttemptRecord attempt = report.of(made, shown, mask);
    Redaction redaction =
        exchange.getProperty(DeliveryExchange.REDACTION, Redaction.NONE, Redaction.class);
    Settlement follows =
        settlement
            .of(shown, received, attempts, attempt.endedAt(), redaction)
            .with(AttemptJson.line(attempt))
            .heardBy(counted(attempt));
    boolean first =
        owner.test(
            received.operational()
                ? follows
                : follows.with(observers.events().of(attempt, attempts)));
    if (first) {
      exchange.setProperty(DeliveryExchange.OUTCOME, shown);
      log.accept(received, shown);
    }
  }

  /** Null where nothing came back that could hold a secret: making one takes its time. */
  private @Nullable SecretMask mask(AttemptReport.Made made, Outcome outcome) {
    Answer answer = made.answer();
    boolean silent = answer == null || answer.body().length == 0;
    return made.attempt() == null || (silent && outcome instanceof Outcome.Delivered)
        ? null
        : masks.of(made.attempt().delivery(), made.request());
  }

  private TransactionEnd counted(AttemptRecord attempt) {
    String activation = attempt.delivery().activation();
    return attempt.call() == null
        ? observers.counts().refusal(activation, String.valueOf(attempt.errorCode()))
        : observers
            .counts()
            .attempt(
                activation,
                attempt.outcome(),
                attempt.status(),
                Duration.ofMillis(attempt.durationMs()));
  }
}
