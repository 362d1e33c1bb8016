package io.sealpost.bench.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where memory was allocated while a JVM was recorded. Sampled: each sample stands for what was
 * allocated since the one before.
 *
 * @param bytes of a delivery
 * @param sites the most first
 */
public record AllocationProfile(double bytes, List<Site> sites) {
  private static final String SAMPLE = "jdk.ObjectAllocationSample";

  /** Frames of the JDK's own say little of why: the first above them is named. */
  private static final List<String> PASSED_OVER = List.of("java.", "jdk.", "sun.", "javax.");

  /** A method that allocates for a delivery, itself or by what it calls of the JDK's, and what. */
  public record Site(String method, String type, double bytes) {}

  /**
   * @param deliveries that there were meanwhile
   */
  static AllocationProfile read(Path recording, long deliveries) throws IOException {
    Map<Site, Double> sums = new HashMap<>();
    double all = 0;
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        if (event.getEventType().getName().equals(SAMPLE)) {
          double weight = event.getLong("weight");
          all += weight;
          Site site = new Site(method(event), event.getClass("objectClass").getName(), 0);
          sums.merge(site, weight, Double::sum);
        }
      }
    }
    List<Site> sites =
        sums.entrySet().stream()
            .map(
                sum ->
                    new Site(
                        sum.getKey().method(), sum.getKey().type(), sum.getValue() / deliveries))
            .sorted(Comparator.comparingDouble(Site::bytes).reversed())
            .toList();
    return new AllocationProfile(all / deliveries, sites);
  }

  private static String method(RecordedEvent event) {
    if (event.getStackTrace() == null) {
      return "unknown";
    }
    return event.getStackTrace().getFrames().stream()
        .map(RecordedFrame::getMethod)
        .filter(method -> PASSED_OVER.stream().noneMatch(method.getType().getName()::startsWith))
        .findFirst()
        .map(AllocationProfile::name)
        .orElse("the JDK");
  }

  private static String name(RecordedMethod method) {
    String type = method.getType().getName();
    return type.substring(type.lastIndexOf('.') + 1) + "." + method.getName();
  }
}
