package io.sealpost.attemptlog;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
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

  private final List<Criterion> criteria;

  private AttemptFilter(List<Criterion> criteria) {
    this.criteria = criteria;
  }

  public static AttemptFilter all() {
    return ALL;
  }

  /** Null, here and below, means any. */
  public AttemptFilter activation(@Nullable String name) {
    return and("activation = ?", name, v -> v);
  }

  /** delivered, retry, dead or purged. */
  public AttemptFilter outcome(@Nullable String outcome) {
    return and("outcome = ?", outcome, v -> v);
  }

  /** Of the answer. */
  public AttemptFilter status(@Nullable Integer status) {
    return and("status = ?", status, v -> v);
  }

  public AttemptFilter event(@Nullable String event) {
    return and("event = ?", event, v -> v);
  }

  public AttemptFilter eventId(@Nullable String eventId) {
    return and("event_id = ?", eventId, v -> v);
  }

  public AttemptFilter journey(@Nullable String journey) {
    return and("journey = ?", journey, v -> v);
  }

  public AttemptFilter deliveryId(@Nullable String deliveryId) {
    return and("delivery_id = ?", deliveryId, v -> v);
  }

  /** Begun then or later. */
  public AttemptFilter since(@Nullable Instant then) {
    return and("started_at >= ?", then, AttemptRow::time);
  }

  /** Begun before. */
  public AttemptFilter until(@Nullable Instant then) {
    return and("started_at < ?", then, AttemptRow::time);
  }

  /** Those behind it, going back in time. An index serves the first half. */
  AttemptFilter behind(@Nullable AttemptCursor cursor) {
    return cursor == null
        ? this
        : and("started_at <= ?", cursor.startedAt(), AttemptRow::time)
            .and("(started_at < ? OR id < ?)", cursor, null);
  }

  String where() {
    StringBuilder where = new StringBuilder();
    for (Criterion criterion : criteria) {
      where.append(where.isEmpty() ? " WHERE " : " AND ").append(criterion.sql);
    }
    return where.toString();
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

  private <T> AttemptFilter and(
      String sql, @Nullable T value, @Nullable Function<T, Object> bound) {
    if (value == null) {
      return this;
    }
    List<Criterion> more = new ArrayList<>(criteria);
    more.add(new Criterion(sql, bound == null ? value : bound.apply(value)));
    return new AttemptFilter(List.copyOf(more));
  }

  private record Criterion(String sql, Object value) {}
}
