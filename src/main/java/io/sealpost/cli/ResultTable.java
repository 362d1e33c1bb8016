package io.sealpost.cli;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sealpost.receiver.TerminalText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;

/** Rows under named columns: a table for people, an array of objects for programs. */
final class ResultTable {
  private static final ObjectWriter JSON = new JsonMapper().writerWithDefaultPrettyPrinter();
  private static final int GAP = 2;

  private final List<String> columns;
  private final List<List<@Nullable Object>> rows = new ArrayList<>();

  /** Named in camelCase, as the keys of the JSON objects; the table's heads are made from that. */
  ResultTable(String... columns) {
    this.columns = List.of(columns);
  }

  /** Numbers stay numbers in JSON, everything else is its text, null is empty or null. */
  void add(@Nullable Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(cells.length + " cells for the columns " + columns);
    }
    rows.add(Arrays.asList(cells));
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Never wrapped, so that a line is a row for grep too. */
  void printText(PrintWriter out, Help.ColorScheme colors) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(columns.stream().map(ResultTable::head).toList());
    rows.forEach(row -> lines.add(row.stream().map(ResultTable::text).toList()));

    TextTable table = TextTable.forColumns(colors, widths(lines));
    for (List<String> line : lines) {
      table.addEmptyRow();
      for (int i = 0; i < line.size(); i++) {
        // Not colors.text(…): a cell may hold picocli's own markup.
        table.putValue(table.rowCount() - 1, i, colors.apply(line.get(i), List.of()));
      }
    }
    out.print(table);
    out.flush();
  }

  void printJson(PrintWriter out) {
    List<Map<String, @Nullable Object>> objects = new ArrayList<>();
    for (List<@Nullable Object> row : rows) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        Object cell = row.get(i);
        object.put(columns.get(i), cell == null || cell instanceof Number ? cell : cell.toString());
      }
      objects.add(object);
    }
    try {
      out.println(JSON.writeValueAsString(objects));
    } catch (IOException e) {
      throw new UncheckedIOException("A result could not be written as JSON", e);
    }
    out.flush();
  }

  private Column[] widths(List<List<String>> lines) {
    Column[] widths = new Column[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      int widest = lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
      widths[i] = new Column(widest + GAP, 0, Column.Overflow.SPAN);
    }
    return widths;
  }

  private static String head(String column) {
    return column.replaceAll("([A-Z])", " $1").toUpperCase(Locale.ROOT);
  }

  private static String text(@Nullable Object cell) {
    return cell == null ? "" : TerminalText.line(cell.toString());
  }
}
