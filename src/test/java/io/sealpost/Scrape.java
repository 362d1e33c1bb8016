package io.sealpost;

import static java.util.stream.Collectors.toCollection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Metrics in Prometheus's text format.
 *
 * @param types by family, as in the lines that begin with {@code # TYPE}
 */
public record Scrape(String text, Map<String, String> types, List<Sample> samples) {
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final Pattern SAMPLE = Pattern.compile("([a-z_0-9]+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");

  /** One line. */
  public record Sample(String name, Map<String, String> labels, double value) {}

  static Scrape of(String text) {
    Map<String, String> types = new TreeMap<>();
    List<Sample> samples = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      Matcher type = TYPE.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (type.matches()) {
        types.put(type.group(1), type.group(2));
      } else if (sample.matches()) {
        Map<String, String> labels = new HashMap<>();
        if (sample.group(2) != null) {
          LABEL.matcher(sample.group(2)).results().forEach(l -> labels.put(l.group(1), l.group(2)));
        }
        samples.add(new Sample(sample.group(1), labels, Double.parseDouble(sample.group(3))));
      } else if (!line.isEmpty() && !line.startsWith("# HELP")) {
        throw new IllegalStateException("No line of the text format: " + line);
      }
    }
    return new Scrape(text, types, samples);
  }

  /** The sum of the samples with these labels, among others; empty if there is none. */
  public OptionalDouble find(String name, Map<String, String> labels) {
    double[] found =
        samples.stream()
            .filter(sample -> sample.name().equals(name))
            .filter(sample -> sample.labels().entrySet().containsAll(labels.entrySet()))
            .mapToDouble(Sample::value)
            .toArray();
    return found.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(java.util.stream.DoubleStream.of(found).sum());
  }

  public double value(String name, Map<String, String> labels) {
    return find(name, labels)
        .orElseThrow(() -> new AssertionError("No " + name + labels + " in\n" + text));
  }

  public double value(String name) {
    return value(name, Map.of());
  }

  /** Names of samples, such as those of a histogram's buckets. */
  public Set<String> names() {
    return samples.stream().map(Sample::name).collect(toCollection(TreeSet::new));
  }

  /** Labels that samples of this name have. */
  public Set<String> labels(String name) {
    return samples.stream()
        .filter(sample -> sample.name().equals(name))
        .flatMap(sample -> sample.labels().keySet().stream())
        .collect(toCollection(TreeSet::new));
  }

  /** Values of a label, over all samples. */
  public Set<String> values(String label) {
    return samples.stream()
        .filter(sample -> sample.labels().containsKey(label))
        .map(sample -> sample.labels().get(label))
        .collect(toCollection(TreeSet::new));
  }
}
