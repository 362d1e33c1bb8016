package io.sealpost.signature;

import java.util.List;
import java.util.stream.Collectors;

/** A template that cannot be a signature scheme, with everything that is wrong in it. */
public final class InvalidSchemeException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  /**
   * One thing that is wrong.
   *
   * @param key the template's key, dotted where nested ({@code alternatives[0].algorithm}); empty
   *     for the template as a whole
   * @param message the value, the rule it breaks and what to write instead
   */
  public record Problem(String key, String message) {
    @Override
    public String toString() {
      return key.isEmpty() ? message : key + ": " + message;
    }
  }

  InvalidSchemeException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
    this.problems = List.copyOf(problems);
  }

  /** In the order of the template's keys; at least one. */
  public List<Problem> problems() {
    return problems;
  }
}
