package io.sealpost.expression;

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
  public record Problem(String pointer, int offset, String message) {}

  private final transient List<Problem> problems;

  public TemplateSyntaxException(List<Problem> problems) {
    super(problems.get(0).message());
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
