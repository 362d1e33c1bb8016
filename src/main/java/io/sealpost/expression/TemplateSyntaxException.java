package io.sealpost.expression;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** A template that does not parse, with every error in it. */
public final class TemplateSyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * One error.
   *
   * @param pointer JSON pointer of the string within a body, empty for a single text
   * @param offset index of the first offending UTF-16 unit in that string, from 0
   * @param message what is wrong and what to write instead
   */
  public record Problem(String pointer, int offset, String message) {
    @Override
    public String toString() {
      return (pointer.isEmpty() ? "" : pointer + " ") + "at index " + offset + ": " + message;
    }
  }

  private final transient List<Problem> problems;

  public TemplateSyntaxException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(joining("; ")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
