package io.sealpost.observe;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sealpost.broker.EmbeddedBroker;
import io.sealpost.observe.ObserveServer.Page;
import io.sealpost.observe.SealpostHealthCheck.Meaning;
import io.sealpost.port.PortAnswer;
import jakarta.jms.JMSSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.jspecify.annotations.Nullable;

/** The meters and health checks of a Camel context. Belongs to it: two in one JVM share nothing. */
public final class CamelObservation implements AutoCloseable {
  /** By this name Camel's own metrics find the registry. */
  private static final String REGISTRY = "metricsRegistry";

  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private final CamelContext context;
  private final PrometheusMeterRegistry registry;
  private final JvmMeters jvm;
  private final DeliveryMeters deliveries;
  private final LogLag lag;

  /**
   * What of it is still healthy.
   *
   * @param minFreeDisk bytes
   */
  public record Limits(long minFreeDisk, Duration maxLogLag) {}

  /** Before the context starts. Asks nothing yet. */
  public CamelObservation(
      CamelContext context, Sources sources, Limits limits, String version, Clock clock) {
    this.context = context;
    ExecutorService executor =
        context.getExecutorServiceManager().newCachedThreadPool(this, "sealpost-probe");
    Probe<Boolean> broker =
        new Probe<>(answered(sources.broker()), executor, "The broker gives no sessions");
    Probe<Boolean> database =
        new Probe<>(
            answered(sources.database()),
            executor,
            "The attempt log's database does not answer",
            sources.databaseOpens());
    Probe<QueueFigures> queues =
        new Probe<>(
            () -> QueueFigures.read(sources.depths(), sources.ages()),
            executor,
            "The broker does not say how full its queues are: these figures are missing from the"
                + " metrics. See docs/metrics.md#queues");
    Probe<Long> free =
        new Probe<>(
            () -> DiskSpace.free(sources.data()),
            executor,
            "The disk of the data folder does not say how much is free");
    lag = new LogLag(queues, sources.recordsHeldBackSince(), limits.maxLogLag(), clock);
    DiskSpace disk =
        new DiskSpace(
            free,
            limits.minFreeDisk(),
            sources.embeddedRuns() == null ? 0 : EmbeddedBroker.MIN_FREE_DISK_BYTES);
    registry = registry(context);
    jvm = new JvmMeters(registry);
    deliveries = new DeliveryMeters(registry);
    registry
        .getPrometheusRegistry()
        .register(
            new ScrapedGauges(
                version, sources.activations(), broker, database, queues, lag, disk, clock));
    HealthCheckRegistry health = HealthCheckRegistry.get(context);
    BooleanSupplier embeddedRuns = sources.embeddedRuns();
    if (embeddedRuns != null) {
      health.register(
          new SealpostHealthCheck(
              "embedded-broker", Meaning.NOT_LIVE, () -> embeddedBroker(embeddedRuns)));
    }
    health.register(new SealpostHealthCheck("broker", Meaning.NOT_READY, () -> broker(broker)));
    health.register(new RoutesHealthCheck(sources.routes()));
    health.register(new SealpostHealthCheck("disk", Meaning.NOT_READY, disk::health));
    health.register(
        new SealpostHealthCheck(
            "database", Meaning.NOT_READY, () -> database(database, sources.databaseOpens())));
    health.register(new SealpostHealthCheck("attempt-log", Meaning.NOT_READY, lag::health));
  }

  /**
   * An attempt log that falls behind.
   *
   * @param waiting records on the broker
   * @param oldest how long the first of them has waited
   */
  public record LogBehind(long waiting, Duration oldest) {}

  /** Empty while the attempt log keeps up. */
  public Optional<LogBehind> logBehind() {
    return lag.behind();
  }

  /** What the observe port shows. */
  public Map<String, Page> pages() {
    return Map.of(
        "/observe/health", accept -> CamelHealth.ALL.of(context),
        "/observe/health/live", accept -> CamelHealth.LIVE.of(context),
        "/observe/health/ready", accept -> CamelHealth.READY.of(context),
        "/observe/metrics", this::metrics);
  }

  private PortAnswer metrics(@Nullable String accept) {
    boolean open = accept != null && accept.contains("application/openmetrics-text");
    String type = open ? OPEN_METRICS : TEXT;
    return new PortAnswer(200, type, registry.scrape(type), Map.of());
  }

  public DeliveryCounts counts() {
    return deliveries;
  }

  /** Activations with series of their own, from now on. */
  public void serve(Set<String> activations) {
    deliveries.serve(activations);
  }

  /** Camel's, where its metrics are switched on: it made one. */
  private static PrometheusMeterRegistry registry(CamelContext context) {
    PrometheusMeterRegistry camels =
        context.getRegistry().lookupByNameAndType(REGISTRY, PrometheusMeterRegistry.class);
    return camels != null ? camels : new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  }

  private static Callable<Boolean> answered(Sources.Question question) {
    return () -> {
      question.ask();
      return true;
    };
  }

  private static Health embeddedBroker(BooleanSupplier runs) {
    return runs.getAsBoolean()
        ? Health.up()
        : Health.down(
            "the-embedded-broker-stopped",
            "The embedded broker stopped: its disk is full or failing. Free some space and restart"
                + " Sealpost. What it has is safe");
  }

  private static Health broker(Probe<?> broker) {
    if (broker.isAnswered()) {
      return Health.up();
    }
    return broker.failure() instanceof JMSSecurityException
        ? Health.down(
            "the-broker-refuses-us",
            "The broker refuses sealpost.broker.userName or sealpost.broker.password, or the right"
                + " to read sealpost.activations. Nothing is taken or delivered, and nothing is"
                + " lost. Mend it there, or here and restart Sealpost")
        : Health.down(
            "the-broker-is-gone",
            "The broker gives no sessions. Nothing is taken or delivered, and nothing is lost."
                + " Start it, or mend the way to it: Sealpost goes on by itself");
  }

  private static Health database(Probe<?> database, BooleanSupplier opens) {
    // First, so that what opens while it is asked is not told to be down.
    boolean opened = !opens.getAsBoolean();
    if (database.isAnswered()) {
      return Health.up();
    }
    return opened
        ? Health.down(
            "attempt-log",
            "The database of the attempt log does not answer. Deliveries go on, and their records"
                + " wait on the broker. Start it, or mend the way to it")
        : Health.down(
            "attempt-log",
            "The database of the attempt log is being opened, and its tables brought up to date."
                + " Deliveries go on, and their records wait on the broker. Nothing is to be done");
  }

  @Override
  public void close() {
    jvm.close();
    registry.close();
  }
}
