package io.sealpost.observe;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.sealpost.broker.QueueDepth;
import io.sealpost.broker.Queues;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Figures that are asked for when somebody scrapes: nothing keeps them up to date in between. */
final class ScrapedGauges implements MultiCollector {
  private final String version;
  private final Supplier<Set<String>> activations;
  private final Probe<?> broker;
  private final Probe<?> database;
  private final Probe<QueueFigures> queues;
  private final LogLag lag;
  private final DiskSpace disk;
  private final Clock clock;

  ScrapedGauges(
      String version,
      Supplier<Set<String>> activations,
      Probe<?> broker,
      Probe<?> database,
      Probe<QueueFigures> queues,
      LogLag lag,
      DiskSpace disk,
      Clock clock) {
    this.version = version;
    this.activations = activations;
    this.broker = broker;
    this.database = database;
    this.queues = queues;
    this.lag = lag;
    this.disk = disk;
    this.clock = clock;
  }

  @Override
  public MetricSnapshots collect() {
    boolean brokerUp = broker.isAnswered();
    Gauges gauges =
        new Gauges()
            .info("sealpost", "What runs", "version", version)
            .add("sealpost_broker_up", "1 while the broker gives sessions", brokerUp)
            .add(
                "sealpost_database_up",
                "1 while the attempt log's database answers",
                database.isAnswered())
            .add(
                "sealpost_disk_free_bytes",
                "Free on the disk of the data folder",
                disk.freeBytes());
    // Those of a moment ago say nothing about a broker that is gone.
    Optional<QueueFigures> figures = brokerUp ? queues.ask() : Optional.empty();
    figures.ifPresent(known -> addQueues(gauges, known));
    if (figures.isPresent()) {
      gauges.add(
          "sealpost_attempt_log_lag_seconds",
          "How long the oldest record waits to be written",
          lag.age().map(ScrapedGauges::seconds));
    }
    return gauges.all();
  }

  private void addQueues(Gauges gauges, QueueFigures figures) {
    Set<String> names = activations.get();
    Instant now = clock.instant();
    gauges
        .add(
            "sealpost_pending_messages",
            "On an activation's queue: waiting, scheduled or in flight",
            names,
            name -> figures.depth(Queues.delivery(name)).messages())
        .add(
            "sealpost_scheduled_messages",
            "Of the pending, kept back until a retry is due",
            names,
            name -> figures.depth(Queues.delivery(name)).scheduled())
        .add(
            "sealpost_in_flight_messages",
            "Of the pending, being delivered",
            names,
            name -> figures.depth(Queues.delivery(name)).delivering())
        .add(
            "sealpost_oldest_pending_age_seconds",
            "How long the first in line waits; 0 where none does",
            names,
            name -> seconds(figures.age(Queues.delivery(name), now)))
        .add(
            "sealpost_undispatched_messages",
            "On sealpost.activations",
            figures.depth(Queues.ACTIVATIONS).messages())
        .add(
            "sealpost_undispatched_age_seconds",
            "How long the first of them waits; 0 where none does",
            seconds(figures.age(Queues.ACTIVATIONS, now)))
        .add(
            "sealpost_orphaned_messages",
            "On delivery queues of activations that are not configured",
            orphaned(figures, names))
        .add("sealpost_dead_messages", "Given up", figures.depth(Queues.DEAD).messages())
        .add(
            "sealpost_attempt_log_waiting_messages",
            "With records not yet written, one or more in each",
            figures.depth(Queues.ATTEMPTS).messages());
  }

  private static double orphaned(QueueFigures figures, Set<String> names) {
    return figures.depths().values().stream()
        .filter(
            depth -> Queues.activation(depth.queue()).filter(n -> !names.contains(n)).isPresent())
        .mapToLong(QueueDepth::messages)
        .sum();
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
