package io.sealpost.broker;

import io.sealpost.trace.TraceContext;
import jakarta.jms.ConnectionFactory;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.JmsHeaderFilterStrategy;

/** Camel's JMS as Sealpost needs it. */
public final class SealpostJms {
  /**
   * After so long a consumer asks the broker again, which takes six packets: at Camel's second, a
   * thousand idle routes cost a quarter of a core. What ends a wait {@linkplain QueueConsumer#wake
   * wakes} it.
   */
  private static final long RECEIVE_TIMEOUT_MILLIS = 60_000;

  /** Also how long one of Spring's consumers may take to notice that it was stopped. */
  private static final long INTEGRATORS_RECEIVE_TIMEOUT_MILLIS = 10_000;

  /** From one try for a connection to the next. */
  static final long RECOVERY_INTERVAL_MILLIS = 1_000;

  private SealpostJms() {}

  /**
   * The component {@code sealpost-jms} of Sealpost's own routes. Consumers are transacted, answer
   * nobody's JMSReplyTo, leave the body a {@link jakarta.jms.Message} and turn no property into a
   * Camel header. Those of Sealpost's own routes also need {@link
   * TransactedListenerContainerFactory} as {@code messageListenerContainerFactory}.
   */
  public static JmsComponent component(ConnectionFactory connections) {
    return component(connections, new NothingComesIn());
  }

  /**
   * As {@link #component}, but a valid W3C trace context of a message becomes headers: where
   * Camel's tracing looks for it. The steps drop them with all others.
   */
  public static JmsComponent tracedComponent(ConnectionFactory connections) {
    return component(connections, new OnlyTraceComesIn());
  }

  private static JmsComponent component(
      ConnectionFactory connections, JmsHeaderFilterStrategy headers) {
    JmsComponent jms = integratorsComponent(connections);
    jms.setMapJmsMessage(false);
    jms.setHeaderFilterStrategy(headers);
    jms.setReceiveTimeout(RECEIVE_TIMEOUT_MILLIS);
    return jms;
  }

  /**
   * The Camel component {@code jms}, for integrators' own routes: transacted too, with bodies and
   * headers as camel-jms maps them.
   */
  public static JmsComponent integratorsComponent(ConnectionFactory connections) {
    JmsComponent jms = new JmsComponent();
    jms.setConnectionFactory(connections);
    jms.setAllowAutoWiredConnectionFactory(false);
    jms.setAllowAutoWiredDestinationResolver(false);
    // By default Spring acknowledges before the route runs: a kill then loses messages.
    jms.setTransacted(true);
    // With a transaction manager the same work takes 30 times as long.
    jms.setLazyCreateTransactionManager(false);
    jms.setCacheLevelName("CACHE_CONSUMER");
    jms.setDisableReplyTo(true);
    jms.setReceiveTimeout(INTEGRATORS_RECEIVE_TIMEOUT_MILLIS);
    jms.setAsyncStopListener(true);
    jms.setRecoveryInterval(RECOVERY_INTERVAL_MILLIS);
    return jms;
  }

  /** A header may steer a Camel component (as CamelHttpUri does); a message may not. */
  private static final class NothingComesIn extends JmsHeaderFilterStrategy {
    @Override
    public boolean applyFilterToExternalHeaders(
        String name, Object value, org.apache.camel.Exchange exchange) {
      return true;
    }
  }

  private static final class OnlyTraceComesIn extends JmsHeaderFilterStrategy {
    @Override
    public boolean applyFilterToExternalHeaders(
        String name, Object value, org.apache.camel.Exchange exchange) {
      return !TraceContext.isPart(name, value);
    }
  }
}
