package io.sealpost.trace;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a trace. Source: W3C Trace Context, level 2, sections 3.2 and 3.3.
 *
 * @param traceId 32 lower-case hexadecimal digits, not all zero
 * @param parentId 16 of them, not all zero: the span that what follows belongs to
 * @param flags two of them: only {@code sampled} and {@code random-trace-id} are passed on
 * @param tracestate of other tracing systems, in its canonical form; null without
 */
public record TraceContext(
    String traceId, String parentId, String flags, @Nullable String tracestate) {
  /** Names of the headers, and of the message properties. */
  public static final String TRACEPARENT = "traceparent";

  public static final String TRACESTATE = "tracestate";

  /** Of version 00, which has no more; later ones may go on behind a hyphen. */
  private static final int LENGTH = 55;

  private static final Pattern VERSION_00 =
      Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");

  private static final String NO_VERSION = "ff";
  private static final int KNOWN_FLAGS = 0b11;

  /** Sampled: whoever takes part records it, as the attempt log does. */
  private static final String RECORDED = "01";

  private static final int TRACE_ID_BYTES = 16;
  private static final int SPAN_ID_BYTES = 8;

  /**
   * As a message's producer gave it. What is not valid counts as absent.
   *
   * @param traceparent of any type and length
   * @param tracestate as above; without a valid {@code traceparent} it means nothing
   */
  public static Optional<TraceContext> of(
      @Nullable Object traceparent, @Nullable Object tracestate) {
    if (!(traceparent instanceof String text) || text.length() < LENGTH) {
      return Optional.empty();
    }
    Matcher known = VERSION_00.matcher(text.substring(0, LENGTH));
    if (!known.matches() || !endsThere(text, known.group(1))) {
      return Optional.empty();
    }
    if (isZero(known.group(2)) || isZero(known.group(3))) {
      return Optional.empty();
    }
    return Optional.of(
        new TraceContext(
            known.group(2),
            known.group(3),
            flags(Integer.parseInt(known.group(4), 16) & KNOWN_FLAGS),
            TraceState.canonical(tracestate)));
  }

  /** The given one; else a trace of the delivery's own, the same on each attempt and replay. */
  public static TraceContext ofDelivery(
      @Nullable TraceContext given, String activation, String deliveryId) {
    if (given != null) {
      return given;
    }
    String traceId = digest(TRACE_ID_BYTES, "trace", activation, deliveryId);
    return new TraceContext(
        traceId, digest(SPAN_ID_BYTES, "delivery", activation, deliveryId), RECORDED, null);
  }

  /**
   * The same trace in the span of one attempt. The id follows from the arguments: an attempt that
   * is repeated after a crash, and a request that is only rendered, have the same.
   */
  public TraceContext ofAttempt(String activation, String deliveryId, int replay, int attempt) {
    return in(
        digest(
            SPAN_ID_BYTES,
            traceId,
            activation,
            deliveryId,
            Integer.toString(replay),
            Integer.toString(attempt)));
  }

  /** The same trace in another span. */
  public TraceContext in(String spanId) {
    return new TraceContext(traceId, spanId, flags, tracestate);
  }

  /** Whether a message property is a valid part of a context. */
  public static boolean isPart(String name, @Nullable Object value) {
    return switch (name) {
      case TRACEPARENT -> of(value, null).isPresent();
      case TRACESTATE -> TraceState.canonical(value) != null;
      default -> false;
    };
  }

  /** Whether it is the name of one of the two headers, in any case. */
  public static boolean isHeader(String name) {
    return name.equalsIgnoreCase(TRACEPARENT) || name.equalsIgnoreCase(TRACESTATE);
  }

  /** Of version 00, whatever version it came in. */
  public String traceparent() {
    return "00-" + traceId + "-" + parentId + "-" + flags;
  }

  private static boolean endsThere(String text, String version) {
    return switch (version) {
      case NO_VERSION -> false;
      case "00" -> text.length() == LENGTH;
      default -> text.length() == LENGTH || text.charAt(LENGTH) == '-';
    };
  }

  private static boolean isZero(String id) {
    return id.chars().allMatch(c -> c == '0');
  }

  private static String flags(int bits) {
    return "0" + bits;
  }

  /** As good as random, and never all zero as far as anybody will see. */
  private static String digest(int bytes, String... identity) {
    MessageDigest sha256 = sha256();
    for (String part : identity) {
      sha256.update(part.getBytes(StandardCharsets.UTF_8));
      sha256.update((byte) 0);
    }
    return HexFormat.of().formatHex(sha256.digest(), 0, bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256, this one has not", e);
    }
  }
}
