package io.sealpost.configuration;

import io.sealpost.configuration.Problem.Severity;
import java.util.List;

/** Collects the problems of one file, each at the place of the key it is about. */
final class FileProblems {
  private final YamlFile file;
  private final List<Problem> problems;

  FileProblems(YamlFile file, List<Problem> problems) {
    this.file = file;
    this.problems = problems;
  }

  /** Something is wrong with a value. */
  void error(String pointer, String code, String message) {
    add(Severity.ERROR, file.value(pointer), pointer, code, message);
  }

  /** Something is wrong with the key itself. */
  void errorAtKey(String pointer, String code, String message) {
    add(Severity.ERROR, file.key(pointer), pointer, code, message);
  }

  /**
   * Something is wrong within a string.
   *
   * @param offset in UTF-16 units of the string's value
   */
  void errorWithin(String pointer, int offset, String code, String message) {
    add(Severity.ERROR, file.within(pointer, offset), pointer, code, message);
  }

  void warning(String pointer, String code, String message) {
    add(Severity.WARNING, file.value(pointer), pointer, code, message);
  }

  void warningWithin(String pointer, int offset, String code, String message) {
    add(Severity.WARNING, file.within(pointer, offset), pointer, code, message);
  }

  void warningAtKey(String pointer, String code, String message) {
    add(Severity.WARNING, file.key(pointer), pointer, code, message);
  }

  private void add(Severity severity, Position at, String pointer, String code, String message) {
    problems.add(
        new Problem(
            severity, file.name(), at.line(), at.column(), KeyPath.shown(pointer), code, message));
  }
}
