package io.sealpost.attemptlog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A record as a row of the table, and back. */
final class AttemptRow {
  /** In the order of {@link #bind}, but for the chunk. */
  static final String COLUMNS =
      "delivery_id, replay, attempt, activation, connection, journey, event, event_id,"
          + " correlation_id, started_at, duration_ms, outcome, status, error_code, error, method,"
          + " url, request_headers, request_bytes, request_sha256, address, connect_ms, write_ms,"
          + " read_ms, response, next_attempt_at, node, traceparent";

  static final String INSERT =
      "INSERT INTO attempt ("
          + COLUMNS
          + ", chunk) VALUES ("
          + "?, ".repeat(COLUMNS.split(",").length)
          + "?) ON CONFLICT DO NOTHING";

  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

  private AttemptRow() {}

  /**
   * @param chunk see {@link AttemptChunks}
   */
  static void bind(PreparedStatement insert, AttemptRecord attempt, long chunk)
      throws SQLException {
    Binder row = new Binder(insert);
    AttemptRecord.Delivery delivery = attempt.delivery();
    row.text(delivery.id());
    row.value(delivery.replay());
    row.value(delivery.attempt());
    row.text(delivery.activation());
    row.text(delivery.connection());
    row.text(delivery.journey());
    row.text(delivery.event());
    row.text(delivery.eventId());
    row.text(delivery.correlationId());
    row.value(time(attempt.startedAt()));
    row.value(attempt.durationMs());
    row.text(attempt.outcome());
    row.value(attempt.status());
    row.text(attempt.errorCode());
    row.text(attempt.error());
    AttemptRecord.Request request = attempt.request();
    row.text(request == null ? null : request.method());
    row.text(request == null ? null : request.url());
    row.text(request == null ? null : json(request.headers()));
    row.value(request == null ? null : request.bytes());
    row.text(request == null ? null : request.sha256());
    AttemptRecord.Call call = attempt.call();
    row.text(call == null ? null : call.address());
    row.value(call == null ? null : call.connectMs());
    row.value(call == null ? null : call.writeMs());
    row.value(call == null ? null : call.readMs());
    row.text(call == null ? null : call.response());
    row.value(attempt.nextAttemptAt() == null ? null : time(attempt.nextAttemptAt()));
    row.text(attempt.node());
    row.text(attempt.traceparent());
    row.value(chunk);
  }

  static AttemptRecord read(ResultSet row) throws SQLException {
    Instant next = instant(row, "next_attempt_at");
    return new AttemptRecord(
        new AttemptRecord.Delivery(
            row.getString("delivery_id"),
            row.getInt("replay"),
            row.getInt("attempt"),
            row.getString("activation"),
            row.getString("connection"),
            row.getString("journey"),
            row.getString("event"),
            row.getString("event_id"),
            row.getString("correlation_id")),
        Objects.requireNonNull(instant(row, "started_at")),
        row.getLong("duration_ms"),
        row.getString("outcome"),
        row.getObject("status", Integer.class),
        row.getString("error_code"),
        row.getString("error"),
        request(row),
        call(row),
        next,
        row.getString("node"),
        row.getString("traceparent"));
  }

  private static AttemptRecord.@Nullable Request request(ResultSet row) throws SQLException {
    String method = row.getString("method");
    return method == null
        ? null
        : new AttemptRecord.Request(
            method,
            row.getString("url"),
            headers(row.getString("request_headers")),
            row.getInt("request_bytes"),
            row.getString("request_sha256"));
  }

  private static AttemptRecord.@Nullable Call call(ResultSet row) throws SQLException {
    Long connectMs = row.getObject("connect_ms", Long.class);
    return connectMs == null
        ? null
        : new AttemptRecord.Call(
            row.getString("address"),
            connectMs,
            row.getLong("write_ms"),
            row.getLong("read_ms"),
            row.getString("response"));
  }

  /** Microseconds: what both databases keep. */
  static OffsetDateTime time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  /** What PostgreSQL keeps: neither a zero character nor half a surrogate pair. */
  static String storable(String text) {
    if (text.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c))) {
      return text;
    }
    StringBuilder storable = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c == 0 || (c >= 0xd800 && c <= 0xdfff) ? 0xfffd : c)
        .forEach(storable::appendCodePoint);
    return storable.toString();
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static String json(Map<String, String> headers) {
    try {
      return JSON.writeValueAsString(headers);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Headers cannot be written as JSON", e);
    }
  }

  private static Map<String, String> headers(String json) throws SQLException {
    try {
      return JSON.readValue(json, HEADERS);
    } catch (JsonProcessingException e) {
      throw new SQLException("Column request_headers holds no JSON", e);
    }
  }

  /** Fills in one parameter after the other. */
  private static final class Binder {
    private final PreparedStatement statement;
    private int next = 1;

    Binder(PreparedStatement statement) {
      this.statement = statement;
    }

    void text(@Nullable String text) throws SQLException {
      statement.setString(next++, text == null ? null : storable(text));
    }

    void value(@Nullable Object value) throws SQLException {
      statement.setObject(next++, value);
    }
  }
}
