package io.sealpost.signature;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Twilio signs a URL sometimes with its port and sometimes without; its own validators try both
 * (twilio-node, {@code validateRequest}).
 */
final class PortVariants {
  private static final Pattern AUTHORITY =
      Pattern.compile("(?<start>(?<scheme>https?)://[^/?#:\\[\\]]+)(?::[0-9]+)?(?<rest>[/?#].*|)");

  private PortVariants() {}

  /** The URL as it stands, without port, and with its scheme's own where it has none. */
  static List<String> of(String url) {
    Matcher matcher = AUTHORITY.matcher(url);
    if (!matcher.matches()) {
      return List.of(url);
    }
    String start = matcher.group("start");
    String rest = matcher.group("rest");
    String ownPort = matcher.group("scheme").equals("https") ? ":443" : ":80";
    boolean hasPort = url.length() > start.length() + rest.length();
    Set<String> variants = new LinkedHashSet<>(List.of(url));
    variants.add(hasPort ? start + rest : start + ownPort + rest);
    return List.copyOf(variants);
  }
}
