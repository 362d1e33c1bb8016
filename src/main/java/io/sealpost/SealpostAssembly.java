package io.sealpost;

import io.sealpost.activation.Activation;
import io.sealpost.activation.DispatchMessageProcessor;
import io.sealpost.activation.Dispatcher;
import io.sealpost.broker.BrokerConnections;
import io.sealpost.broker.BrokerCredentials;
import io.sealpost.broker.EmbeddedBroker;
import io.sealpost.broker.Handover;
import io.sealpost.broker.SealpostJms;
import io.sealpost.broker.TransactedListenerContainerFactory;
import io.sealpost.configuration.CamelPlaceholderResolver;
import io.sealpost.configuration.Configuration;
import io.sealpost.configuration.ConfigurationReader;
import io.sealpost.configuration.Defaults;
import io.sealpost.delivery.DeliveryRoutes;
import io.sealpost.delivery.DeliverySteps;
import io.sealpost.expression.TemplateFunction;
import io.sealpost.expression.TemplateParser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
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
  private @Nullable EmbeddedBroker broker;
  private @Nullable BrokerConnections connections;

  @Override
  public void afterConfigure(BaseMainSupport main) {
    try {
      assemble(main.getCamelContext());
    } catch (Exception e) {
      throw new RuntimeCamelException(e);
    }
  }

  @Override
  public void afterStop(BaseMainSupport main) {
    close();
  }

  private void assemble(CamelContext context) throws Exception {
    RuntimeSettings settings = new RuntimeSettings(context);
    ObservePort.requireFree(settings);
    Clock clock = Clock.systemUTC();
    LiveConfiguration live = new LiveConfiguration(read(context, settings.configuration()));
    connect(settings);
    bind(context.getRegistry(), live, settings.messagesPerDispatch(), clock);
    DeliveryRoutes routes = new DeliveryRoutes(context);
    for (Activation activation : live.get().activations().values()) {
      routes.add(activation);
    }
  }

  private static Configuration read(CamelContext context, Path folder) throws StartException {
    ConfigurationReader reader =
        new ConfigurationReader(
            new CamelPlaceholderResolver(context, folder),
            new TemplateParser(context.getRegistry().findByType(TemplateFunction.class)),
            Defaults.STANDARD);
    ConfigurationReader.Result result = reader.read(folder);
    result.problems().forEach(problem -> LOG.warn("{}", problem));
    if (result.configuration() == null) {
      throw StartException.invalidConfiguration(folder, result.problems());
    }
    return result.configuration();
  }

  private void connect(RuntimeSettings settings) throws StartException, IOException {
    BrokerCredentials credentials = settings.brokerCredentials();
    String url = settings.brokerUrl().orElse(null);
    if (url == null) {
      broker =
          EmbeddedBroker.start(
              settings.data().resolve("broker"),
              settings.brokerHost(),
              settings.brokerPort(),
              credentials);
      url = broker.url();
    }
    connections = BrokerConnections.to(url, credentials);
  }

  private void bind(
      Registry registry, LiveConfiguration live, int messagesPerDispatch, Clock clock) {
    registry.bind("sealpost-jms", SealpostJms.component(connections.factory()));
    registry.bind(
        "dispatchTransactions",
        new TransactedListenerContainerFactory(handover, messagesPerDispatch));
    registry.bind("deliveryTransactions", new TransactedListenerContainerFactory(handover, 1));
    registry.bind(
        "dispatchMessage", new DispatchMessageProcessor(new Dispatcher(live, clock), handover));
    DeliverySteps.bind(registry, live, handover::settle, clock);
  }

  /** Idempotent. What is still being handled is rolled back to its queue. */
  @Override
  public void close() {
    if (connections != null) {
      awaitLastCommits();
      connections.close();
      connections = null;
    }
    if (broker != null) {
      try {
        broker.close();
      } catch (IOException e) {
        LOG.warn("The embedded broker did not stop cleanly; its messages are safe", e);
      }
      broker = null;
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
