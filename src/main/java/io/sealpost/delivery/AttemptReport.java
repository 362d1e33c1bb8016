package io.sealpost.delivery;

import io.sealpost.attemptlog.AttemptRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says of an attempt what the attempt log keeps of it. */
final class AttemptReport {
  /** Of an answer, in characters. */
  static final int MAX_RESPONSE = 4 * 1024;

  private final Clock clock;
  private final String node;

  /**
   * @param node this instance
   */
  AttemptReport(Clock clock, String node) {
    this.clock = clock;
    this.node = node;
  }

  /**
   * What is known where a message is settled.
   *
   * @param attempt null where it did not come that far
   * @param request null where it was not rendered
   * @param answer null without one
   * @param trace null where no request went out
   */
  record Made(
      Received received,
      @Nullable Attempt attempt,
      @Nullable SignedRequest request,
      @Nullable Answer answer,
      @Nullable CallTrace trace) {}

  /**
   * @param mask null where nothing came back that could hold a secret
   */
  AttemptRecord of(Made made, Outcome outcome, @Nullable SecretMask mask) {
    Instant now = clock.instant();
    Instant startedAt = made.attempt == null ? now : made.attempt.startedAt();
    Reason reason = Reason.of(outcome);
    return new AttemptRecord(
        delivery(made),
        startedAt,
        Math.max(0, Duration.between(startedAt, now).toMillis()),
        reason.outcome,
        reason.status,
        reason.code,
        reason.text,
        made.request == null ? null : request(made.request),
        made.trace == null ? null : call(made.trace, response(made.answer, mask)),
        reason.delay == null ? null : now.plus(reason.delay),
        node,
        made.attempt == null ? null : made.attempt.trace().traceparent());
  }

  private static AttemptRecord.Delivery delivery(Made made) {
    Received received = made.received;
    return new AttemptRecord.Delivery(
        // Without an identity of its own it gets one, so that it is a row all the same.
        Objects.requireNonNullElseGet(received.deliveryId(), () -> "none_" + UUID.randomUUID()),
        received.replay(),
        received.attempt(),
        Objects.requireNonNullElse(received.activation(), ""),
        made.attempt == null ? null : made.attempt.activation().connection().name(),
        received.journey(),
        received.event(),
        received.eventId(),
        received.correlationId());
  }

  private static AttemptRecord.Request request(SignedRequest request) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (RequestHeader header : request.headers()) {
      headers.merge(header.name(), header.value().masked(), (one, other) -> one + ", " + other);
    }
    byte[] body = request.body().bytes();
    return new AttemptRecord.Request(
        request.method(), request.url().masked(), headers, body.length, sha256(body));
  }

  private static AttemptRecord.Call call(CallTrace trace, @Nullable String response) {
    return new AttemptRecord.Call(
        trace.address() == null ? null : trace.address().getHostAddress(),
        trace.connectMs(),
        trace.writeMs(),
        trace.readMs(),
        response);
  }

  /** Masked before it is cut: half a secret would not be found. */
  private static @Nullable String response(@Nullable Answer answer, @Nullable SecretMask mask) {
    if (answer == null || mask == null) {
      return null;
    }
    String text = mask.apply(new String(answer.body(), StandardCharsets.UTF_8));
    return text.substring(0, Math.min(text.length(), MAX_RESPONSE));
  }

  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256, this one has not", e);
    }
  }

  private record Reason(
      String outcome,
      @Nullable Integer status,
      @Nullable String code,
      @Nullable String text,
      @Nullable Duration delay) {
    static Reason of(Outcome outcome) {
      if (outcome instanceof Outcome.Retry retry) {
        return new Reason("retry", retry.status(), retry.code(), retry.text(), retry.delay());
      }
      if (outcome instanceof Outcome.Dead dead) {
        return new Reason("dead", dead.status(), dead.code(), dead.text(), null);
      }
      return new Reason("delivered", ((Outcome.Delivered) outcome).status(), null, null, null);
    }
  }
}
