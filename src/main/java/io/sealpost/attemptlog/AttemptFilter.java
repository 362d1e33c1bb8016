package io.sealpost.attemptlog;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which attempts are meant: those that are as all criteria say.
 *
 * <pre>{@code
 * AttemptFilter.all().activation("welcome").since(yesterday)
 * }</pre>
 */
public final class AttemptFilter {
  private static final AttemptFilter ALL = new AttemptFilter(List.of());

  /** A backoff is seven days at most; an attempt takes some minutes. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(8);

  private static final String TIME = "started_at";
  private static final Set<String> IDS = Set.of("delivery_id", "event_id");

  private final List<Criterion> criteria;

  private AttemptFilter(List<Criterion> criteria) {
    this.criteria = criteria;
  }

  public static AttemptFilter all() {
    return ALL;
  }

  /** Null, here and below, means any. */
  public AttemptFilter activation(@Nullable String name) {
    return equal("activation", name);
  }

  /** delivered, retry, dead, expired or purged. */
  public AttemptFilter outcome(@Nullable String outcome) {
    return equal("outcome", outcome);
  }

  /** Of the answer. */
  public AttemptFilter status(@Nullable Integer status) {
    return equal("status", status);
  }

  public AttemptFilter event(@Nullable String event) {
    return equal("event", event);
  }

  public AttemptFilter eventId(@Nullable String eventId) {
    return id("event_id", eventId);
  }

  public AttemptFilter journey(@Nullable String journey) {
    return equal("journey", journey);
  }

  public AttemptFilter deliveryId(@Nullable String deliveryId) {
    return id("delivery_id", deliveryId);
  }

  /** Begun then or later. */
  public AttemptFilter since(@Nullable Instant then) {
    return and(TIME, "started_at >= ?", then, AttemptRow::time);
  }

  /** Begun before. */
  public AttemptFilter until(@Nullable Instant then) {
    return and(TIME, "started_at < ?", then, AttemptRow::time);
  }

  /** Failed, and to be repeated then or later: with now, what is scheduled. */
  public AttemptFilter nextAttemptSince(@Nullable Instant then) {
    return then == null
        ? this
        : outcome("retry")
            .since(then.minus(LONGEST_WAIT))
            .and("next_attempt_at", "next_attempt_at >= ?", then, AttemptRow::time);
  }

  /** Those behind it, going back in time. An index serves the first half. */
  AttemptFilter behind(@Nullable AttemptCursor cursor) {
    return cursor == null
        ? this
        : and(TIME, "started_at <= ?", cursor.startedAt(), AttemptRow::time)
            .and(TIME, "(started_at < ? OR id < ?)", cursor, one -> one);
  }

  /** Of a few rows, wherever they lie. */
  boolean hasId() {
    return criteria.stream().anyMatch(criterion -> IDS.contains(criterion.column));
  }

  String where() {
    StringBuilder where = new StringBuilder();
    for (Criterion criterion : criteria) {
      where.append(where.isEmpty() ? " WHERE " : " AND ").append(criterion.sql);
    }
    return where.toString();
  }

  /** What is asked for, each column with its value; times are not among them. */
  Map<String, Object> values() {
    return criteria.stream()
        .filter(criterion -> !criterion.isOfTime())
        .collect(Collectors.toMap(Criterion::column, Criterion::value, (one, other) -> one));
  }

  /** In the same time, but only these columns are as asked. */
  AttemptFilter only(Collection<String> columns) {
    return new AttemptFilter(
        criteria.stream()
            .filter(criterion -> criterion.isOfTime() || columns.contains(criterion.column))
            .toList());
  }

  /** Returns the index of the next parameter. */
  int bind(PreparedStatement statement, int first) throws SQLException {
    int next = first;
    for (Criterion criterion : criteria) {
      if (criterion.value instanceof AttemptCursor cursor) {
        statement.setObject(next++, AttemptRow.time(cursor.startedAt()));
        statement.setLong(next++, cursor.id());
      } else {
        statement.setObject(next++, criterion.value);
      }
    }
    return next;
  }

  private AttemptFilter equal(String column, @Nullable Object value) {
    return and(column, column + " = ?", value, one -> one);
  }

  /** Looked for in one chunk after the other. */
  private AttemptFilter id(String column, @Nullable String value) {
    String sql =
        "id IN (SELECT one.id FROM attempt_chunk JOIN attempt AS one ON one.chunk = number"
            + " WHERE one."
            + column
            + " = ?)";
    return and(column, sql, value, one -> one);
  }

  private <T> AttemptFilter and(
      String column, String sql, @Nullable T value, Function<T, Object> bound) {
    if (value == null) {
      return this;
    }
    List<Criterion> more = new ArrayList<>(criteria);
    more.add(new Criterion(column, sql, bound.apply(value)));
    return new AttemptFilter(List.copyOf(more));
  }

  private record Criterion(String column, String sql, Object value) {
    boolean isOfTime() {
      return column.equals(TIME);
    }
  }
}
