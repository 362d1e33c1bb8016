package io.sealpost.bench;

import io.sealpost.attemptlog.AttemptRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Attempts as a busy month leaves them, in the order they were made. The same every time.
 *
 * <p>50 activations of very different sizes: the first makes a fifth of all, {@link #TINY} one row,
 * {@link #SILENT} none, {@link #MOVED} none since the first third of the month. 93 in 100 are
 * delivered, 5 to be retried, 1 dead. What is rare happened in the first hundredth of the month
 * only: the worst case for a search from the newest back.
 */
final class AttemptTraffic {
  static final String LARGEST = activation(0);
  static final String MIDDLE = activation(9);
  static final String SMALL = activation(48);
  static final String MOVED = "moved-away";
  static final String TINY = "tiny";
  static final String SILENT = "silent";
  static final String RARE_EVENT = "contract.terminated";
  static final String RARE_JOURNEY = "pilot";
  static final int RARE_STATUS = 418;

  /** Of many rows, none of them the largest activation's. */
  static final String JOURNEY_OF_OTHERS = "newsletter";

  static final Instant END = Instant.parse("2026-03-01T00:00:00Z");
  static final Duration MONTH = Duration.ofDays(30);

  private static final int ACTIVATIONS = 49;
  private static final String[] EVENTS = {
    "user.created", "user.updated", "order.paid", "order.shipped", "cart.abandoned", "email.opened"
  };
  private static final String[] JOURNEYS = {"onboarding", "win-back", "loyalty", JOURNEY_OF_OTHERS};
  private static final int[] FAILURES = {503, 503, 503, 429, 502, 500};
  private static final int[] REFUSALS = {400, 400, 404, 410, 422};
  private static final String SHA =
      "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

  private final Random random = new Random(4711);
  private final long rows;
  private long next;

  /**
   * @param rows of the month
   */
  AttemptTraffic(long rows) {
    this.rows = rows;
  }

  /** Goes on behind the end of the month. */
  AttemptTraffic later() {
    next = rows;
    return this;
  }

  /** The time of the row with this number, from 0. */
  Instant at(long row) {
    return END.minus(MONTH).plusNanos(MONTH.toNanos() / rows * row);
  }

  /** A delivery id that {@link #next()} made. */
  static String deliveryId(long row) {
    return "del_" + scattered(row);
  }

  static String eventId(long row) {
    return "evt_" + scattered(row + (1L << 40));
  }

  AttemptRecord next() {
    long row = next++;
    boolean rare = row < rows / 100 && row % (rows / 500) == 0;
    String activation = row == rows / 10 ? TINY : chosen(row);
    AttemptRecord.Delivery delivery =
        new AttemptRecord.Delivery(
            deliveryId(row),
            0,
            1 + random.nextInt(20) / 19,
            activation,
            "connection-" + activation.length(),
            rare ? RARE_JOURNEY : journey(activation),
            rare ? RARE_EVENT : EVENTS[random.nextInt(EVENTS.length)],
            eventId(row),
            null);
    return outcome(delivery, at(row), rare, activation.equals(LARGEST) && row > rows / 100);
  }

  /** The largest activation has had nothing dead since the first hundredth of the month. */
  private AttemptRecord outcome(
      AttemptRecord.Delivery delivery, Instant at, boolean rare, boolean spared) {
    int dice = random.nextInt(100);
    if (rare) {
      return attempt(delivery, at, "dead", RARE_STATUS, "http-status", null);
    }
    if (dice < 5) {
      Integer status = dice == 4 ? null : (Integer) FAILURES[random.nextInt(FAILURES.length)];
      String code = status == null ? "timeout" : "http-status";
      return attempt(delivery, at, "retry", status, code, at.plusSeconds(10));
    }
    if (dice == 5 && !spared) {
      int status = REFUSALS[random.nextInt(REFUSALS.length)];
      return attempt(delivery, at, "dead", status, "http-status", null);
    }
    return attempt(delivery, at, "delivered", random.nextInt(10) == 0 ? 202 : 200, null, null);
  }

  private AttemptRecord attempt(
      AttemptRecord.Delivery delivery,
      Instant at,
      String outcome,
      @Nullable Integer status,
      @Nullable String code,
      @Nullable Instant nextAttempt) {
    // Most are quick, few take long.
    long millis = (long) (20 / (1.001 - random.nextDouble()));
    return new AttemptRecord(
        delivery,
        at,
        millis,
        outcome,
        status,
        code,
        code == null ? null : "The endpoint did not take it: " + code,
        new AttemptRecord.Request(
            "POST",
            "https://api.acme.example/v1/users/" + random.nextInt(1_000_000) + "/events?key=***",
            Map.of(
                "Authorization", "***",
                "Content-Type", "application/json",
                "User-Agent", "Sealpost/0.1.0",
                "X-TD-Signature", SHA,
                "Sealpost-Delivery-Id", delivery.id()),
            1_024,
            SHA),
        new AttemptRecord.Call(
            "192.0.2.17",
            0,
            1,
            millis,
            "{\"status\":\"accepted\",\"id\":\"" + random.nextInt() + "\",\"queue\":\"default\"}"),
        nextAttempt,
        "node-1",
        null);
  }

  private String chosen(long row) {
    if (row < rows / 3 && random.nextInt(20) == 0) {
      return MOVED;
    }
    // Each has about two thirds as many as the one that is half its rank.
    double share = Math.pow(random.nextDouble(), 2.4);
    return activation((int) (share * ACTIVATIONS));
  }

  private @Nullable String journey(String activation) {
    String journey = random.nextInt(10) < 4 ? null : JOURNEYS[random.nextInt(JOURNEYS.length)];
    return activation.equals(LARGEST) && JOURNEY_OF_OTHERS.equals(journey) ? null : journey;
  }

  private static String activation(int rank) {
    return "activation-" + (rank < 10 ? "0" : "") + rank;
  }

  /** As without order as the hash that real ids are. */
  private static String scattered(long row) {
    long one = (row + 1) * 0x9E3779B97F4A7C15L;
    long other = Long.rotateLeft(one * 0xC2B2AE3D27D4EB4FL, 31);
    return HexFormat.of().toHexDigits(one ^ (one >>> 29))
        + HexFormat.of().toHexDigits(other).substring(0, 10);
  }
}
