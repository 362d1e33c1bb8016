package io.sealpost.attemptlog;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

  /** Columns with few rows of the same value: but for a status of success. */
  private static final List<String> RARE = List.of("event_id", "delivery_id", "status");

  /** Columns with many, the better choice first. */
  private static final List<String> FREQUENT = List.of("outcome", "event", "journey", "status");

  /** A backoff is seven days at most; an attempt takes some minutes. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(8);

  private static final String TIME = "started_at";
  private static final String DELIVERED = "delivered";

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

  /** delivered, retry, dead or purged. */
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
    return equal("event_id", eventId);
  }

  public AttemptFilter journey(@Nullable String journey) {
    return equal("journey", journey);
  }

  public AttemptFilter deliveryId(@Nullable String deliveryId) {
    return equal("delivery_id", deliveryId);
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

  String where() {
    StringBuilder where = new StringBuilder();
    for (Criterion criterion : criteria) {
      where.append(where.isEmpty() ? " WHERE " : " AND ").append(criterion.sql);
    }
    return where.toString();
  }

  /**
   * The newest first. Columns that are the same in all rows stand before the time and change
   * nothing but this: they name the index to read from its end, which H2 would otherwise sort
   * whole.
   */
  String order() {
    StringBuilder order = new StringBuilder(" ORDER BY ");
    for (String column : leading()) {
      order.append(column).append(" DESC, ");
    }
    return order.append("started_at DESC, id DESC").toString();
  }

  /** The first columns of the index that leaves the fewest rows to look at. */
  private List<String> leading() {
    Set<String> asked = criteria.stream().map(Criterion::column).collect(Collectors.toSet());
    Set<String> usual =
        criteria.stream()
            .filter(Criterion::isUsual)
            .map(Criterion::column)
            .collect(Collectors.toSet());
    for (String column : RARE) {
      if (asked.contains(column) && !usual.contains(column)) {
        return List.of(column);
      }
    }
    if (asked.contains("activation")) {
      return asked.contains("outcome") ? List.of("activation", "outcome") : List.of("activation");
    }
    return FREQUENT.stream()
        .filter(asked::contains)
        .min(Comparator.comparing(usual::contains))
        .map(List::of)
        .orElse(List.of());
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
    /** Most attempts deliver, with some 2xx. */
    boolean isUsual() {
      return value.equals(DELIVERED) || (value instanceof Integer status && status / 100 == 2);
    }
  }
}
