package io.sealpost.connection;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Headers no operator sets: what frames a message, what steers proxies and receivers, and what is
 * Sealpost's own. Held against {@code header-cases.csv}.
 */
public final class ReservedHeaders {
  private static final String COMPUTED = "it follows from the request itself";
  private static final String HOP = "it belongs to one connection, not to the request";
  private static final String ORIGIN = "it claims where the request comes from";
  private static final String CONDITIONAL = "it makes the request conditional or partial";
  private static final String OVERRIDE = "some receivers follow it instead of the request line";
  private static final String ANSWER = "it belongs to answers";
  private static final String SCHEME = "a signature scheme writes it: set signing.scheme";
  private static final String CLOUD = "cloud platforms trust names that begin so";

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("user-agent", "it is fixed by the product"),
          Map.entry("host", COMPUTED),
          Map.entry("content-length", COMPUTED),
          Map.entry("content-encoding", "the body is sent as it is signed, never compressed"),
          Map.entry("expect", "it makes the client wait for an interim answer"),
          Map.entry("transfer-encoding", HOP),
          Map.entry("connection", HOP),
          Map.entry("keep-alive", HOP),
          Map.entry("te", HOP),
          Map.entry("trailer", HOP),
          Map.entry("upgrade", HOP),
          Map.entry("http2-settings", HOP),
          Map.entry("via", ORIGIN),
          Map.entry("forwarded", ORIGIN),
          Map.entry("x-real-ip", ORIGIN),
          Map.entry("x-client-ip", ORIGIN),
          Map.entry("true-client-ip", ORIGIN),
          Map.entry("cf-connecting-ip", ORIGIN),
          Map.entry("range", CONDITIONAL),
          Map.entry("if-match", CONDITIONAL),
          Map.entry("if-none-match", CONDITIONAL),
          Map.entry("if-modified-since", CONDITIONAL),
          Map.entry("if-unmodified-since", CONDITIONAL),
          Map.entry("if-range", CONDITIONAL),
          Map.entry("x-http-method", OVERRIDE),
          Map.entry("x-http-method-override", OVERRIDE),
          Map.entry("x-method-override", OVERRIDE),
          Map.entry("x-original-url", OVERRIDE),
          Map.entry("x-rewrite-url", OVERRIDE),
          Map.entry("set-cookie", ANSWER),
          Map.entry("set-cookie2", ANSWER),
          Map.entry("webhook-id", SCHEME),
          Map.entry("webhook-timestamp", SCHEME),
          Map.entry("webhook-signature", SCHEME),
          Map.entry("svix-id", SCHEME),
          Map.entry("svix-timestamp", SCHEME),
          Map.entry("svix-signature", SCHEME));

  private static final List<Map.Entry<String, String>> PREFIXES =
      List.of(
          Map.entry("x-td-", SCHEME),
          Map.entry("x-forwarded-", ORIGIN),
          Map.entry("proxy-", HOP),
          Map.entry("x-goog-", CLOUD),
          Map.entry("x-amz-", CLOUD),
          Map.entry("x-amzn-", CLOUD));

  private static final Set<String> CREDENTIALS = Set.of("authorization", "cookie");

  private ReservedHeaders() {}

  /** Why nobody may set the header, or null. */
  public static @Nullable String refusal(String name) {
    String lowerCase = name.toLowerCase(Locale.ROOT);
    String reason = NAMES.get(lowerCase);
    for (Map.Entry<String, String> prefix : PREFIXES) {
      if (reason == null && lowerCase.startsWith(prefix.getKey())) {
        reason = prefix.getValue();
      }
    }
    return reason == null
        ? null
        : "the header " + name + " is reserved: " + reason + ". Remove it, or rename it";
  }

  /** Whether the header is a credential by itself, so that only secrets may make up its value. */
  public static boolean isCredential(String name) {
    return CREDENTIALS.contains(name.toLowerCase(Locale.ROOT));
  }
}
