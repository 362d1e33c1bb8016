package io.sealpost.configuration;

/** Warns of secrets that stand in a file as they are: files end up in version control. */
final class LiteralSecret {
  private LiteralSecret() {}

  static void warn(CheckedFile file, String pointer) {
    String text = file.text(pointer);
    if (file.literals().contains(pointer) && text != null && !text.isEmpty()) {
      file.problems()
          .warning(
              pointer,
              "literal-secret",
              "the secret stands in the file itself; move it to {{env:NAME}} or {{file:path}}");
    }
  }
}
