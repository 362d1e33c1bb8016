package io.sealpost.attemptlog;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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

  /** Of columns that an index leads with, those first that few rows share. */
  private static final List<String> BY_RARITY =
      List.of("event_id", "delivery_id", "status", "outcome", "event", "journey");

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

  /** There is an index for each of these alone, and for an activation with another. */
  private List<String> leading() {
    List<String> leading = new ArrayList<>();
    Optional<String> rarest =
        criteria.stream()
            .filter(criterion -> BY_RARITY.contains(criterion.column))
            .min(Comparator.comparingInt(Criterion::frequency))
            .map(criterion -> criterion.column);
    boolean single = rarest.filter(column -> column.endsWith("_id")).isPresent();
    if (!single && criteria.stream().anyMatch(criterion -> criterion.column.equals("activation"))) {
      leading.add("activation");
    }
    rarest.ifPresent(leading::add);
    return leading;
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
    /** A rank: most attempts deliver, with some 2xx. */
    int frequency() {
      boolean usual =
          value.equals(DELIVERED) || (value instanceof Integer status && status / 100 == 2);
      return BY_RARITY.indexOf(column) + (usual ? BY_RARITY.size() : 0);
    }
  }
}
