package io.sealpost.configuration;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/** Finds what somebody who mistyped a name probably meant. */
public final class NearestName {
  private NearestName() {}

  /**
   * The nearest name, if at most a third of it is mistyped; two letters that changed places count
   * as one, case not at all.
   */
  public static Optional<String> of(String typed, Collection<String> names) {
    String lower = typed.toLowerCase(Locale.ROOT);
    String nearest = null;
    int least = Integer.MAX_VALUE;
    for (String name : names) {
      DamerauLevenshteinDistance distance =
          new DamerauLevenshteinDistance(Math.max(1, name.length() / 3));
      int edits = distance.apply(lower, name.toLowerCase(Locale.ROOT));
      if (edits >= 0 && edits < least) {
        least = edits;
        nearest = name;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** {@code did you mean x?} or else {@code one of a, b, c}. */
  public static String suggestion(String typed, Collection<String> names) {
    return of(typed, names)
        .map(name -> "did you mean " + name + "?")
        .orElseGet(() -> "it is one of " + String.join(", ", names));
  }
}
