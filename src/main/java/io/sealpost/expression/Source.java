package io.sealpost.expression;

/**
 * A text that is being parsed, and where it stands.
 *
 * @param pointer JSON pointer within a body, empty for a single text
 */
record Source(Cursor cursor, Place place, String pointer, Findings findings) {

  void problem(int offset, String message) {
    findings.problem(pointer, offset, message);
  }

  void reference(Reference.Kind kind, String name, int offset) {
    findings.reference(new Reference(kind, name, pointer, offset));
  }

  boolean countPart() {
    return findings.countPart(pointer, cursor.at());
  }
}
