package io.sealpost.expression;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The fixed names of the language, and the one somebody may have meant. */
final class Names {
  static final String SIGNING_SECRET = "signing_secret";

  static final List<String> AUTH =
      List.of(
          "api_key", "user_name", "password", "bearer_token", "treasure_api_key", SIGNING_SECRET);

  static final List<String> META =
      List.of("delivery_id", "attempt", "event", "event_id", "journey", "correlation_id");

  private Names() {}

  /**
   * What to write instead of an unknown name: the nearest one, or where none is near all of them.
   *
   * @param open written before a name, e.g. <code>{{auth.</code>
   * @param close written behind a name
   */
  static String suggestion(String name, Collection<String> known, String open, String close) {
    String nearest =
        known.stream().min(Comparator.comparingInt(k -> distance(name, k))).orElseThrow();
    // A third of the letters wrong is still a slip; more is another word.
    if (distance(name, nearest) <= Math.max(2, nearest.length() / 3)) {
      return "did you mean " + open + nearest + close + "?";
    }
    return "the names are " + String.join(", ", known);
  }

  private static int distance(String a, String b) {
    // The algorithm takes quadratic time, and a name that much longer is no slip.
    if (a.length() > 2 * b.length()) {
      return a.length();
    }
    return LevenshteinDistance.getDefaultInstance().apply(a, b);
  }
}
