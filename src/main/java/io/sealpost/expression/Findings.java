package io.sealpost.expression;

import io.sealpost.expression.TemplateSyntaxException.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What turns up while one template or body is parsed. */
final class Findings {
  /** Expressions and body values together; far above any request, far below a full heap. */
  static final int MAX_PARTS = 10_000;

  /** More would not be read. */
  private static final int MAX_PROBLEMS = 100;

  private final List<Problem> problems = new ArrayList<>();
  private final Set<Reference> references = new LinkedHashSet<>();
  private int parts;

  void problem(String pointer, int offset, String message) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(new Problem(pointer, offset, message));
    }
  }

  void reference(Reference reference) {
    references.add(reference);
  }

  /** Counts a part; false from the one on that is too many, which is reported once. */
  boolean countPart(String pointer, int offset) {
    parts++;
    if (parts == MAX_PARTS + 1) {
      problem(pointer, offset, "more than " + MAX_PARTS + " parts; make the template smaller");
    }
    return parts <= MAX_PARTS;
  }

  Set<Reference> references() {
    return Collections.unmodifiableSet(references);
  }

  void throwIfAny() throws TemplateSyntaxException {
    if (!problems.isEmpty()) {
      throw new TemplateSyntaxException(problems);
    }
  }
}
