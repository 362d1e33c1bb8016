package io.sealpost.configuration;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Comparator;
import java.util.Locale;

/**
 * Something wrong, or worth knowing, about a configuration file. Never holds a secret.
 *
 * @param file relative to the configuration folder, with {@code /} on every system
 * @param line from 1; 1 where the file as a whole is meant
 * @param column from 1, in characters
 * @param key the path of the key, e.g. {@code signing.secrets[0]}; empty for the file as a whole
 * @param code kebab-case and stable: scripts may depend on it
 * @param message what is wrong, the rule, and what to write instead
 */
@JsonPropertyOrder({"severity", "file", "line", "column", "key", "code", "message"})
public record Problem(
    Severity severity, String file, int line, int column, String key, String code, String message) {

  /** By place: file, line, column. */
  public static final Comparator<Problem> BY_PLACE =
      Comparator.comparing(Problem::file)
          .thenComparingInt(Problem::line)
          .thenComparingInt(Problem::column)
          .thenComparing(Problem::code);

  /** Whether a configuration starts in spite of it. */
  public enum Severity {
    /** The configuration does not start; on reload the old one stays in force. */
    ERROR,
    /** The configuration starts; {@code check} shows it. */
    WARNING;

    @JsonValue
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One line, as compilers print it: {@code file:line:column: severity: key: message [code]}. */
  @Override
  public String toString() {
    return file
        + ":"
        + line
        + ":"
        + column
        + ": "
        + severity.text()
        + ": "
        + (key.isEmpty() ? "" : key + ": ")
        + message
        + " ["
        + code
        + "]";
  }
}
