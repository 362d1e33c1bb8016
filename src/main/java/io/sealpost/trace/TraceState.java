package io.sealpost.trace;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The list {@code tracestate}. Source: W3C Trace Context, level 2, section 3.3. */
final class TraceState {
  /** Characters; exactly this many are kept. The specification asks for no more. */
  static final int MAX_LENGTH = 512;

  static final int MAX_MEMBERS = 32;

  private static final Pattern MEMBER =
      Pattern.compile(
          "([a-z0-9][a-z0-9_*/@-]{0,255})=[\\x20-\\x2b\\x2d-\\x3c\\x3e-\\x7e]{0,255}"
              + "[\\x21-\\x2b\\x2d-\\x3c\\x3e-\\x7e]");

  private TraceState() {}

  /** Without the blanks around its members; null where it is empty or breaks a rule. */
  static @Nullable String canonical(@Nullable Object value) {
    if (!(value instanceof String text) || text.length() > MAX_LENGTH) {
      return null;
    }
    List<String> members = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (String part : text.split(",", -1)) {
      String member = withoutBlanks(part);
      // Empty members are allowed, and say nothing.
      if (member.isEmpty()) {
        continue;
      }
      var matcher = MEMBER.matcher(member);
      if (!matcher.matches() || !keys.add(matcher.group(1)) || members.size() == MAX_MEMBERS) {
        return null;
      }
      members.add(member);
    }
    return members.isEmpty() ? null : String.join(",", members);
  }

  /** Blanks and tabs only: {@link String#strip} would take line breaks with it. */
  private static String withoutBlanks(String part) {
    int from = 0;
    int to = part.length();
    while (from < to && isBlank(part.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(part.charAt(to - 1))) {
      to--;
    }
    return part.substring(from, to);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
