package io.sealpost;

import io.sealpost.configuration.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** How problems of a configuration are shown in a log or an exception. */
final class Problems {
  private Problems() {}

  /** Each on a line of its own, below what is said before. */
  static String lines(List<Problem> problems) {
    return problems.stream().map(Problem::toString).collect(Collectors.joining("\n  ", "\n  ", ""));
  }
}
