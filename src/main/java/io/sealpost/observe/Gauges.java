package io.sealpost.observe;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Collection;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Gauges of one scrape. What is not known has no sample: a figure of before would be believed. */
final class Gauges {
  private final MetricSnapshots.Builder snapshots = MetricSnapshots.builder();

  Gauges add(String name, String help, double value) {
    snapshots.metricSnapshot(
        GaugeSnapshot.builder()
            .name(name)
            .help(help)
            .dataPoint(point(Labels.EMPTY, value))
            .build());
    return this;
  }

  Gauges add(String name, String help, long value) {
    return add(name, help, (double) value);
  }

  Gauges add(String name, String help, boolean value) {
    return add(name, help, value ? 1L : 0L);
  }

  Gauges add(String name, String help, Optional<? extends Number> value) {
    value.ifPresent(number -> add(name, help, number.doubleValue()));
    return this;
  }

  /** One sample for each activation. */
  Gauges add(
      String name, String help, Collection<String> activations, ToDoubleFunction<String> value) {
    if (!activations.isEmpty()) {
      GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
      for (String activation : activations) {
        gauge.dataPoint(
            point(Labels.of("activation", activation), value.applyAsDouble(activation)));
      }
      snapshots.metricSnapshot(gauge.build());
    }
    return this;
  }

  Gauges info(String name, String help, String label, String value) {
    snapshots.metricSnapshot(
        InfoSnapshot.builder()
            .name(name)
            .help(help)
            .dataPoint(InfoDataPointSnapshot.builder().labels(Labels.of(label, value)).build())
            .build());
    return this;
  }

  MetricSnapshots all() {
    return snapshots.build();
  }

  private static GaugeDataPointSnapshot point(Labels labels, double value) {
    return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
  }
}
