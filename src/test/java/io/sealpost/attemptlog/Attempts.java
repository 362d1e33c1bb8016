package io.sealpost.attemptlog;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records for tests. */
public final class Attempts {
  private static final AttemptRecord.Request REQUEST =
      new AttemptRecord.Request(
          "POST",
          "https://api.acme.example/v1?key=***",
          Map.of("Authorization", "Bearer ***"),
          17,
          "e3b0c442");

  private static final String TRACEPARENT =
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private Attempts() {}

  /** Answered with 503. */
  public static AttemptRecord failed(String id, int attempt, Instant at) {
    return of(id, "welcome", 0, attempt, at);
  }

  static AttemptRecord of(String id, String activation, int replay, int attempt, Instant at) {
    return new AttemptRecord(
        delivery(id, activation, replay, attempt),
        at,
        51,
        "retry",
        503,
        "http-status",
        "The endpoint answered 503",
        REQUEST,
        new AttemptRecord.Call("192.0.2.1", 20, 1, 30, "busy"),
        at.plusSeconds(10),
        "node-1",
        TRACEPARENT);
  }

  /** Of this activation, event and so on: what else it has says nothing. */
  static AttemptRecord mixed(
      String id,
      String activation,
      String event,
      String journey,
      String outcome,
      int status,
      Instant at) {
    return new AttemptRecord(
        new AttemptRecord.Delivery(id, 0, 1, activation, "acme", journey, event, "evt-" + id, null),
        at,
        51,
        outcome,
        status,
        null,
        null,
        REQUEST,
        null,
        null,
        "node-1",
        null);
  }

  static AttemptRecord delivered(String id, int attempt, Instant at) {
    return succeeded(id, attempt, at, 51, "thanks");
  }

  static AttemptRecord lasting(String id, long millis, Instant at) {
    return succeeded(id, 1, at, millis, "");
  }

  static AttemptRecord answering(String id, String response) {
    return succeeded(id, 1, Instant.parse("2026-03-01T12:00:00Z"), 51, response);
  }

  /** Died at dispatch. */
  static AttemptRecord refused(String id, Instant at) {
    return new AttemptRecord(
        new AttemptRecord.Delivery(id, 0, 0, "", null, null, null, null, null),
        at,
        0,
        "dead",
        null,
        "no-activation",
        "There is none",
        null,
        null,
        null,
        "node-1",
        null);
  }

  private static AttemptRecord succeeded(
      String id, int attempt, Instant at, long millis, @Nullable String response) {
    return new AttemptRecord(
        delivery(id, "welcome", 0, attempt),
        at,
        millis,
        "delivered",
        200,
        null,
        null,
        REQUEST,
        new AttemptRecord.Call("192.0.2.1", 20, 1, 30, response),
        null,
        "node-1",
        TRACEPARENT);
  }

  private static AttemptRecord.Delivery delivery(
      String id, String activation, int replay, int attempt) {
    return new AttemptRecord.Delivery(
        id,
        replay,
        attempt,
        activation,
        "acme",
        "onboarding",
        "user.created",
        "evt-" + id,
        "correlated");
  }
}
