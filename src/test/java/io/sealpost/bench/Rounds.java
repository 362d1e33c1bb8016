package io.sealpost.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    Map<String, Double> medians = new LinkedHashMap<>();
    numbers
        .getOrDefault(name, Map.of())
        .keySet()
        .forEach(key -> medians.put(key, median(name, key)));
    return medians;
  }

  /** Of an even number of rounds, the lower of the two in the middle: one that was measured. */
  double median(String name, String column) {
    double[] sorted = sorted(name, column);
    return sorted[(sorted.length - 1) / 2];
  }

  /** From the least to the most, as a share of the median. */
  double spread(String name, String column) {
    double[] sorted = sorted(name, column);
    return (sorted[sorted.length - 1] - sorted[0]) / median(name, column);
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
