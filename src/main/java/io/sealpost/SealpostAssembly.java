package io.sealpost;

import io.sealpost.activation.Activation;
import io.sealpost.activation.DispatchMessageProcessor;
import io.sealpost.activation.Dispatcher;
import io.sealpost.activation.Observers;
import io.sealpost.broker.BrokerClockWatch;
import io.sealpost.broker.Handover;
import io.sealpost.broker.MessageSender;
import io.sealpost.broker.SealpostJms;
import io.sealpost.broker.TransactedListenerContainerFactory;
import io.sealpost.configuration.CamelPlaceholderResolver;
import io.sealpost.configuration.Configuration;
import io.sealpost.configuration.ConfigurationReader;
import io.sealpost.configuration.ConfigurationWatch;
import io.sealpost.delivery.DeliveryRoutes;
import io.sealpost.delivery.DeliverySteps;
import io.sealpost.delivery.Product;
import io.sealpost.delivery.RouteRenewal;
import io.sealpost.event.OperationalEvents;
import io.sealpost.expression.TemplateFunction;
import io.sealpost.expression.TemplateParser;
import io.sealpost.observe.CamelObservation;
import io.sealpost.observe.ObserveServer;
import io.sealpost.trace.Spans;
import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.Registry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts Sealpost into a Camel application between its configuration and its start: reads the
 * configuration, starts the broker, registers the beans that {@code routes/} name and adds a route
 * for each activation. Works with any of Camel's mains.
 */
public final class SealpostAssembly extends MainListenerSupport implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SealpostAssembly.class);

  /** For commits of what endpoints have already answered, after the routes have stopped. */
  private static final Duration LAST_COMMITS = Duration.ofSeconds(5);

  private final Handover handover = new Handover();
  private volatile Runnable onBrokerFailure = () -> {};
  private @Nullable ConfigurationWatch watch;
  private Duration reloadInterval = Duration.ZERO;
  private String served = "";
  private @Nullable BrokerLink broker;
  private @Nullable AttemptLogging attempts;
  private @Nullable Management management;
  private @Nullable ObserveServer observePort;
  private @Nullable CamelObservation observation;
  private @Nullable SpanRecording spans;
  private @Nullable LagNotice lagNotice;
  private @Nullable BrokerClockWatch clockWatch;

  @Override
  public void afterConfigure(BaseMainSupport main) {
    try {
      assemble(main.getCamelContext());
    } catch (Exception e) {
      throw new RuntimeCamelException(e);
    }
  }

  @Override
  public void afterStart(BaseMainSupport main) {
    management.start();
    CamelContext context = main.getCamelContext();
    watch.start(thread(context, "sealpost-reload"), reloadInterval);
    attempts.startRetention(thread(context, "sealpost-retention"));
    lagNotice.start(thread(context, "sealpost-lag"));
    clockWatch =
        BrokerClockWatch.start(
            broker.connections(), handover.clock(), thread(context, "sealpost-clock"));
    LOG.info("Sealpost {} serves {}", Product.VERSION, served);
  }

  /** Ends with the context. */
  private ScheduledExecutorService thread(CamelContext context, String name) {
    return context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, name);
  }

  @Override
  public void beforeStop(BaseMainSupport main) {
    // Null where it never came to a start.
    if (watch != null) {
      watch.close();
    }
    if (management != null) {
      management.close();
    }
    if (attempts != null) {
      attempts.stopWaiting();
    }
    if (clockWatch != null) {
      clockWatch.close();
    }
  }

  @Override
  public void afterStop(BaseMainSupport main) {
    close();
  }

  private void assemble(CamelContext context) throws Exception {
    RuntimeSettings settings = new RuntimeSettings(context);
    observePort = ObservePort.open(settings);
    Path folder = settings.configuration();
    ConfigurationReader reader = configurationReader(context);
    LiveConfiguration live = new LiveConfiguration(readFirst(reader, folder));
    Clock clock = Clock.systemUTC();
    if (settings.isTraced()) {
      spans = SpanRecording.start(context);
    }
    broker = BrokerLink.open(settings, () -> onBrokerFailure.run());
    attempts = new AttemptLogging(settings, clock);
    attempts.bind(context.getRegistry(), handover);
    observation = ObservePort.observe(context, settings, broker, attempts, live, clock);
    if (observePort != null) {
      observePort.show(observation.pages());
    }
    OperationalEvents events =
        new OperationalEvents(
            event -> !live.subscribers(event).isEmpty(),
            new MessageSender(broker.connections())::send);
    lagNotice = new LagNotice(observation, events, clock);
    Observers observers = new Observers(events, recorded(), observation.counts());
    bind(context, broker.connections(), live, settings, clock, observers);
    management =
        Management.of(settings, live, reader, broker.connections(), attempts.log(), events, clock);
    DeliveryRoutes routes = new DeliveryRoutes(context);
    for (Activation activation : live.get().activations().values()) {
      routes.add(activation);
    }
    RouteRenewal renewal =
        new RouteRenewal(
            routes,
            live,
            context.getExecutorServiceManager().newSingleThreadExecutor(this, "sealpost-renewal"));
    watch =
        new ConfigurationWatch(
            reader, folder, live.get(), new ConfigurationReload(live, renewal, observation));
    reloadInterval = settings.reloadInterval();
    served = StartLine.of(live.get(), settings, broker, management);
  }

  /**
   * A reader of configurations as this context would run them: its placeholders, its template
   * functions, its defaults.
   *
   * @throws StartException when a default in {@code application.properties} cannot be read
   */
  public static ConfigurationReader configurationReader(CamelContext context)
      throws StartException {
    RuntimeSettings settings = new RuntimeSettings(context);
    return new ConfigurationReader(
        new CamelPlaceholderResolver(context, settings.configuration()),
        new TemplateParser(context.getRegistry().findByType(TemplateFunction.class)),
        settings.deliveryDefaults());
  }

  private static Configuration readFirst(ConfigurationReader reader, Path folder)
      throws StartException {
    ConfigurationReader.Result result = reader.read(folder);
    Configuration configuration = result.configuration();
    if (configuration == null) {
      throw StartException.invalidConfiguration(folder, result.problems());
    }
    configuration.warnings().forEach(warning -> LOG.warn("{}", warning));
    return configuration;
  }

  private void bind(
      CamelContext context,
      ConnectionFactory connections,
      LiveConfiguration live,
      RuntimeSettings settings,
      Clock clock,
      Observers observers)
      throws StartException {
    Registry registry = context.getRegistry();
    registry.bind("jms", SealpostJms.integratorsComponent(connections));
    registry.bind(
        "sealpost-jms",
        spans == null
            ? SealpostJms.component(connections)
            : SealpostJms.tracedComponent(connections));
    registry.bind(
        "dispatchTransactions",
        new TransactedListenerContainerFactory(handover, settings.messagesPerDispatch()));
    registry.bind("deliveryTransactions", new TransactedListenerContainerFactory(handover, 1));
    Dispatcher dispatcher = new Dispatcher(live, observers, clock, settings.node());
    registry.bind("dispatchMessage", new DispatchMessageProcessor(dispatcher::dispatch, handover));
    registry.bind(
        "dispatchEvent", new DispatchMessageProcessor(dispatcher::dispatchEvent, handover));
    DeliverySteps.bind(registry, live, handover::settle, observers, clock, settings.node());
  }

  void onBrokerFailure(Runnable action) {
    onBrokerFailure = action;
  }

  private Spans recorded() {
    return spans == null ? Spans.NONE : spans;
  }

  ConnectionFactory broker() {
    if (broker == null) {
      throw new IllegalStateException("Sealpost is not started");
    }
    return broker.connections();
  }

  /** Idempotent. What is still being handled is rolled back to its queue. */
  @Override
  public void close() {
    if (management != null) {
      management.close();
      management = null;
    }
    if (broker != null) {
      awaitLastCommits();
      broker.close();
      broker = null;
    }
    if (attempts != null) {
      attempts.close();
      attempts = null;
    }
    if (observePort != null) {
      observePort.close();
      observePort = null;
    }
    if (observation != null) {
      observation.close();
      observation = null;
    }
    if (spans != null) {
      spans.close();
      spans = null;
    }
  }

  private void awaitLastCommits() {
    try {
      if (!handover.awaitIdle(LAST_COMMITS)) {
        LOG.warn("Messages still being handled are rolled back to their queues");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
