package io.sealpost.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One table on standard output, a line as soon as it is measured, and the same as JSON. */
public final class BenchReport {
  private static final int FIRST_COLUMN = 46;
  private static final int COLUMN = 12;

  private final Map<String, Object> json = new LinkedHashMap<>();
  private final List<Map<String, Object>> lines = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<Map<String, Object>> goals = new ArrayList<>();
  private final List<String> columns;
  private final PrintStream out = System.out;

  /**
   * @param columns of numbers, behind what was measured
   */
  public BenchReport(String scenario, List<String> columns) {
    this.columns = columns;
    json.put("scenario", scenario);
    json.put("at", Instant.now().toString());
    json.put("java", System.getProperty("java.version"));
    json.put("processors", Runtime.getRuntime().availableProcessors());
    json.put("notes", notes);
    json.put("lines", lines);
    json.put("goals", goals);
    out.println(row(scenario, columns));
  }

  /** What was measured on, or with. */
  public void setting(String name, Object value) {
    json.put(name, value);
    out.println(name + ": " + text(value));
  }

  /** Something a reader of the table must know. */
  public void note(String text) {
    notes.add(text);
    out.println(text);
  }

  /** Columns that are not named stay empty. */
  void line(String what, Map<String, Double> numbers) {
    line(what, columns.stream().map(column -> numbers.getOrDefault(column, Double.NaN)).toArray());
  }

  public void line(String what, Object... values) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("what", what);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      boolean empty = values[i] instanceof Double number && number.isNaN();
      if (!empty) {
        line.put(columns.get(i), values[i]);
      }
      texts.add(empty ? "" : text(values[i]));
    }
    lines.add(line);
    out.println(row(what, texts));
  }

  /** A goal, and whether it is reached. */
  public void atLeast(String what, double measured, double goal) {
    goal(what, "≥", measured, goal, measured >= goal);
  }

  /** As above, where less is better. */
  public void atMost(String what, double measured, double goal) {
    goal(what, "≤", measured, goal, measured <= goal);
  }

  private void goal(String what, String sign, double measured, double goal, boolean reached) {
    goals.add(Map.of("what", what, "measured", measured, "goal", goal, "reached", reached));
    out.printf(
        Locale.ROOT,
        "goal: %s %s %s: %s, %s%n",
        what,
        sign,
        text(goal),
        text(measured),
        reached ? "reached" : "NOT REACHED");
  }

  public void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    JsonMapper mapper = new JsonMapper();
    mapper.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), json);
    out.println("also in " + file);
  }

  private static String row(String first, List<String> texts) {
    StringBuilder row =
        new StringBuilder(String.format(Locale.ROOT, "%-" + FIRST_COLUMN + "s", first));
    for (String text : texts) {
      row.append(String.format(Locale.ROOT, "%" + COLUMN + "s", text));
    }
    return row.toString().stripTrailing();
  }

  private static String text(Object value) {
    return value instanceof Double number
        ? String.format(Locale.ROOT, number < 100 ? "%.2f" : "%.0f", number)
        : String.valueOf(value);
  }
}
