package io.sealpost.broker;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * A setting of a broker under which messages can be lost, or stay where nobody delivers them.
 *
 * @param setting as {@code broker.xml} calls it; stable, with an anchor in {@code docs/broker.md}
 * @param value as the broker has it
 * @param on the addresses, queues or diverts it is set for, or {@code broker}
 * @param message what can happen, and what to set instead
 */
@JsonPropertyOrder({"severity", "setting", "value", "on", "message"})
public record BrokerFinding(
    Severity severity, String setting, String value, List<String> on, String message) {
  /** Places named in a line; JSON has all. */
  private static final int SHOWN = 6;

  /** What can happen under the setting. */
  public enum Severity {
    /** Messages can be lost, or taken out of Sealpost's sight. */
    ERROR,
    /** Nothing is lost, but messages can wait for good, or producers be refused. */
    WARNING;

    @JsonValue
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One line: {@code severity: setting is value (places): message}. */
  @Override
  public String toString() {
    return severity.text() + ": " + setting + " is " + value + places() + ": " + message;
  }

  private String places() {
    String first = String.join(", ", on.subList(0, Math.min(on.size(), SHOWN)));
    return " (" + first + (on.size() > SHOWN ? " and " + (on.size() - SHOWN) + " more" : "") + ")";
  }
}
