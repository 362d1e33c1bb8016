package io.sealpost.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured of each contender, a number for each round. */
final class Rounds {
  private final Map<String, List<Double>> numbers = new LinkedHashMap<>();

  void add(String contender, double number) {
    numbers.computeIfAbsent(contender, key -> new ArrayList<>()).add(number);
  }

  boolean has(String contender) {
    return numbers.containsKey(contender);
  }

  /** Of an even number of rounds, the lower of the two in the middle: one that was measured. */
  double median(String contender) {
    double[] sorted = sorted(contender);
    return sorted[(sorted.length - 1) / 2];
  }

  double least(String contender) {
    return sorted(contender)[0];
  }

  double most(String contender) {
    double[] sorted = sorted(contender);
    return sorted[sorted.length - 1];
  }

  /** From the least to the most, as a share of the median. */
  double spread(String contender) {
    return (most(contender) - least(contender)) / median(contender);
  }

  private double[] sorted(String contender) {
    List<Double> all = numbers.getOrDefault(contender, List.of());
    if (all.isEmpty()) {
      throw new IllegalArgumentException(contender + " was not measured");
    }
    double[] sorted = all.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }
}
