package io.sealpost.connection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where all URLs of a connection must begin: {@code https://host[:port]/path/}. Immutable and
 * thread-safe.
 *
 * <p>URLs are compared as text, character by character, and everything that two readers could read
 * differently is refused on either side: there is no normalising that could be done twice or not at
 * all. What passes is sent as it is.
 */
public final class UrlPrefix {
  private static final String HTTPS = "https://";
  private static final String HTTP = "http://";
  private static final int MAX_PORT = 65535;

  private final String text;
  private final int pathStart;

  private UrlPrefix(String text, int pathStart) {
    this.text = text;
    this.pathStart = pathStart;
  }

  /** As {@link #parse(String, boolean, AddressGuard)}, with public hosts only. */
  public static UrlPrefix parse(String text, boolean allowPlainHttp) throws UrlRefusedException {
    return parse(text, allowPlainHttp, AddressGuard.allowing(List.of()));
  }

  /**
   * Parses a prefix. Without a path it is the whole host: {@code https://host} is {@code
   * https://host/}. Without a final slash it matches itself, or itself followed by {@code /} or
   * {@code ?}.
   *
   * @param guard of the connection. Where it lists addresses, names inside a network are meant and
   *     accepted, and so are the IP addresses it lists; odd spellings of a host never are
   * @throws UrlRefusedException with the rule and the fix
   */
  public static UrlPrefix parse(String text, boolean allowPlainHttp, AddressGuard guard)
      throws UrlRefusedException {
    int hostStart = schemeLength(text, allowPlainHttp);
    int authorityEnd = authorityEnd(text, hostStart);
    refusePrefix(authorityRefusal(text.substring(hostStart, authorityEnd), guard));
    String path = authorityEnd == text.length() ? "/" : text.substring(authorityEnd);
    refusePrefix(pathRefusal(path));
    return new UrlPrefix(text.substring(0, authorityEnd) + path, authorityEnd);
  }

  /**
   * Fails unless the URL lies below this prefix and all readers agree that it does.
   *
   * @throws UrlRefusedException with the rule that refuses it
   */
  public void check(String url) throws UrlRefusedException {
    refuseUrl(mismatch(url));
    boolean atBoundary = url.length() == text.length() || continuesBelow(url);
    refuseUrl(atBoundary ? null : noBoundary());
    refuseUrl(UrlText.refusal(url.substring(pathStart), true));
  }

  /**
   * Fails unless everything acceptable that begins with this literal text lies below the prefix. A
   * URL without expressions is no such text, but for {@link #check}.
   *
   * @param literal what stands before a template's first expression
   * @throws UrlRefusedException with the rule that refuses it
   */
  public void checkLiteral(String literal) throws UrlRefusedException {
    refuseUrl(literalRefusal(literal));
  }

  /** Whether {@link #checkLiteral} accepts the text. */
  public boolean covers(String literal) {
    return literalRefusal(literal) == null;
  }

  /** The prefix as URLs must begin with it; holds no secret. */
  @Override
  public String toString() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UrlPrefix that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  private @Nullable String literalRefusal(String literal) {
    String mismatch = mismatch(literal);
    if (mismatch != null) {
      return mismatch;
    }
    // An expression right behind a prefix without final slash could continue its last segment.
    return continuesBelow(literal)
        ? UrlText.refusal(literal.substring(pathStart), false)
        : noBoundary();
  }

  private @Nullable String mismatch(String url) {
    if (url.startsWith(text)) {
      return null;
    }
    int same = 0;
    while (same < Math.min(url.length(), text.length()) && url.charAt(same) == text.charAt(same)) {
      same++;
    }
    return "it does not begin with the connection's urlPrefix "
        + text
        + " (it differs from character "
        + (same + 1)
        + " on): write it exactly so";
  }

  private boolean continuesBelow(String url) {
    if (text.endsWith("/")) {
      return true;
    }
    char next = url.length() > text.length() ? url.charAt(text.length()) : 0;
    return next == '/' || next == '?';
  }

  private String noBoundary() {
    return "the connection's urlPrefix "
        + text
        + " must be followed by / or ? at once, not by an expression or another character";
  }

  private static int schemeLength(String text, boolean allowPlainHttp) throws UrlRefusedException {
    if (text.startsWith(HTTPS)) {
      return HTTPS.length();
    }
    if (!text.startsWith(HTTP)) {
      refusePrefix("it does not begin with https:// (lower case, two slashes)");
    }
    refusePrefix(
        allowPlainHttp
            ? null
            : "plain http:// can be read and changed on its way: use https://, or set"
                + " allowPlainHttp: true");
    return HTTP.length();
  }

  private static int authorityEnd(String text, int start) {
    int end = start;
    while (end < text.length() && "/?#\\".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private static @Nullable String authorityRefusal(String authority, AddressGuard guard) {
    if (authority.indexOf('@') >= 0) {
      return "it has a user or password before an @: write these under authType";
    }
    int hostEnd = hostEnd(authority);
    String host = UrlHost.refusal(authority.substring(0, hostEnd), guard);
    boolean portFits = hostEnd == authority.length() || isPort(authority, hostEnd + 1);
    return host != null || portFits
        ? host
        : "its port is not a number from 1 to " + MAX_PORT + " without leading zeros";
  }

  private static int hostEnd(String authority) {
    int bracket = authority.startsWith("[") ? authority.indexOf(']') : -1;
    int colon = authority.indexOf(':', Math.max(bracket, 0));
    return colon < 0 ? authority.length() : colon;
  }

  private static boolean isPort(String authority, int start) {
    int port = 0;
    for (int i = start; i < authority.length(); i++) {
      int digit = authority.charAt(i) - '0';
      boolean leadingZero = digit == 0 && i == start;
      if (digit < 0 || digit > 9 || leadingZero) {
        return false;
      }
      port = port * 10 + digit;
      if (port > MAX_PORT) {
        return false;
      }
    }
    return port > 0;
  }

  private static @Nullable String pathRefusal(String path) {
    if (path.indexOf('?') >= 0) {
      return "it has a query (?): write it in the activation's url";
    }
    if (path.indexOf('%') >= 0) {
      return "it has a %: the prefix is compared as text, write no percent-encoding in it";
    }
    return UrlText.refusal(path, true);
  }

  private static void refusePrefix(@Nullable String rule) throws UrlRefusedException {
    refuse("urlPrefix", rule);
  }

  private static void refuseUrl(@Nullable String rule) throws UrlRefusedException {
    refuse("URL", rule);
  }

  private static void refuse(String subject, @Nullable String rule) throws UrlRefusedException {
    if (rule != null) {
      throw new UrlRefusedException("the " + subject + " is refused: " + rule);
    }
  }
}
