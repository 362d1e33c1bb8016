package io.sealpost.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What was measured of each case: for each column of the table a number a round. */
final class Rounds {
  private final Map<String, Map<String, List<Double>>> numbers = new LinkedHashMap<>();

  void add(String name, Map<String, Double> columns) {
    Map<String, List<Double>> all = numbers.computeIfAbsent(name, key -> new LinkedHashMap<>());
    columns.forEach(
        (column, number) -> all.computeIfAbsent(column, key -> new ArrayList<>()).add(number));
  }

  /** False for a case that was left out. */
  boolean has(String name) {
    return numbers.containsKey(name);
  }

  /** Of each column. */
  Map<String, Double> medians(String name) {
    return each(name, column -> median(name, column));
  }

  /** Of each column: half of what lies between the least and the most, in % of the median. */
  Map<String, Double> spreads(String name) {
    return each(name, column -> spread(name, column));
  }

  private Map<String, Double> each(String name, ToDoubleFunction<String> ofColumn) {
    Map<String, Double> columns = new LinkedHashMap<>();
    numbers
        .getOrDefault(name, Map.of())
        .keySet()
        .forEach(column -> columns.put(column, ofColumn.applyAsDouble(column)));
    return columns;
  }

  /** Of an even number of rounds, the lower of the two in the middle: one that was measured. */
  double median(String name, String column) {
    double[] sorted = sorted(name, column);
    return sorted[(sorted.length - 1) / 2];
  }

  private double spread(String name, String column) {
    double[] sorted = sorted(name, column);
    return (sorted[sorted.length - 1] - sorted[0]) / 2 / median(name, column) * 100;
  }

  private double[] sorted(String name, String column) {
    List<Double> all = numbers.getOrDefault(name, Map.of()).getOrDefault(column, List.of());
    if (all.isEmpty()) {
      throw new IllegalArgumentException(column + " of " + name + " was not measured");
    }
    double[] sorted = all.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }
}
