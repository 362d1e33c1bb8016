package io.sealpost.attemptlog;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the attempt log keeps of one attempt, or of an end without a request. Holds no secret and no
 * request body.
 *
 * @param startedAt in UTC
 * @param durationMs from there to the outcome
 * @param outcome delivered, retry, dead, expired or purged
 * @param status of the answer, null without one
 * @param errorCode why not delivered, in kebab case; null where it was
 * @param error the same for people
 * @param request as far as it was rendered; null where it was not
 * @param call null where no request went out
 * @param nextAttemptAt null unless one follows
 * @param node the instance that made it
 * @param traceparent of the attempt; null where it did not come to one
 */
public record AttemptRecord(
    Delivery delivery,
    Instant startedAt,
    long durationMs,
    String outcome,
    @Nullable Integer status,
    @Nullable String errorCode,
    @Nullable String error,
    @Nullable Request request,
    @Nullable Call call,
    @Nullable Instant nextAttemptAt,
    String node,
    @Nullable String traceparent) {

  public AttemptRecord {
    Objects.requireNonNull(delivery, "delivery");
    Objects.requireNonNull(startedAt, "startedAt");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(node, "node");
  }

  /** When the outcome was known, to the millisecond after {@link #startedAt}. */
  public Instant endedAt() {
    return startedAt.plusMillis(durationMs);
  }

  /**
   * Which delivery it belongs to. A producer's own id is the same for all copies of an event: only
   * together with the activation it names one delivery.
   *
   * @param replay how often an operator replayed it, from 0
   * @param attempt from 1; 0 where the message died before it came to a delivery
   * @param activation empty where the message names none
   */
  public record Delivery(
      String id,
      int replay,
      int attempt,
      String activation,
      @Nullable String connection,
      @Nullable String journey,
      @Nullable String event,
      @Nullable String eventId,
      @Nullable String correlationId) {
    public Delivery {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(activation, "activation");
    }
  }

  /**
   * The request in its masked form.
   *
   * @param bytes of the body
   * @param sha256 of the body, in lower-case hex
   */
  public record Request(
      String method, String url, Map<String, String> headers, int bytes, String sha256) {
    public Request {
      Objects.requireNonNull(method, "method");
      Objects.requireNonNull(url, "url");
      Objects.requireNonNull(sha256, "sha256");
      headers = headers == null ? Map.of() : headers;
    }
  }

  /**
   * What the endpoint did. Phases that were not reached took 0 ms.
   *
   * @param address connected to: the proxy's where there is one; null without a connection
   * @param response the first 4 KB of the answer's body, secrets masked; null without an answer
   */
  public record Call(
      @Nullable String address,
      long connectMs,
      long writeMs,
      long readMs,
      @Nullable String response) {}
}
