package io.sealpost.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.MessageListenerContainerFactory;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/** A route that reads {@code sealpost.source} of a broker of its own, and that broker's client. */
final class SourceRoute implements AutoCloseable {
  /** What most routes here do with a message. */
  static final Settlement ONWARD = Settlement.forward(Forward.to("sealpost.onward", Map.of()));

  final TestBroker broker;
  final Handover handover;
  private @Nullable CamelContext camel;
  private @Nullable BrokerConnections ofItsOwn;

  SourceRoute(Path folder) throws IOException {
    this(folder, new Handover());
  }

  SourceRoute(Path folder, Handover handover) throws IOException {
    this.handover = handover;
    broker = TestBroker.start(folder);
  }

  @Override
  public void close() throws IOException {
    if (camel != null) {
      camel.stop();
    }
    if (ofItsOwn != null) {
      ofItsOwn.close();
    }
    broker.close();
  }

  CamelContext camel() {
    return Objects.requireNonNull(camel, "no route yet");
  }

  /** As Sealpost is: its client sends what the broker has no room for, too. */
  SourceRoute neverHeldBack() {
    ofItsOwn = BrokerConnections.neverHeldBack(broker.url(), TestBroker.CREDENTIALS);
    return this;
  }

  void start(int messagesPerTransaction, Processor step) throws Exception {
    start(messagesPerTransaction, "", step);
  }

  void start(int messagesPerTransaction, String options, Processor step) throws Exception {
    start(new TransactedListenerContainerFactory(handover, messagesPerTransaction), options, step);
  }

  /** Up to so many at the same time. */
  void startConcurrent(int places, Processor step) throws Exception {
    start(
        new GroupCommitListenerContainerFactory(handover),
        "&concurrentConsumers=1&maxConcurrentConsumers=" + places,
        step);
  }

  void start(MessageListenerContainerFactory transactions, String options, Processor step)
      throws Exception {
    camel = new DefaultCamelContext();
    camel.addComponent(
        "jms", SealpostJms.component(ofItsOwn == null ? broker.connections() : ofItsOwn.factory()));
    camel.getRegistry().bind("transactions", transactions);
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            errorHandler(noErrorHandler());
            from("jms:sealpost.source?messageListenerContainerFactory=#transactions" + options)
                .process(step);
          }
        });
    camel.start();
  }

  void sendTogether(String... bodies) {
    try (JMSContext session = broker.connections().createContext(JMSContext.SESSION_TRANSACTED)) {
      for (String body : bodies) {
        session.createProducer().send(session.createQueue("sealpost.source"), body);
      }
      session.commit();
    }
  }

  List<String> bodies(String queue, int count) throws JMSException {
    Queue<String> bodies = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < count; i++) {
      bodies.add(body(broker.receive(queue, 10_000)));
    }
    return List.copyOf(bodies);
  }

  static String body(Exchange exchange) throws JMSException {
    return body(exchange.getMessage().getBody(Message.class));
  }

  static String body(Message message) throws JMSException {
    return new String(RawBody.bytes(message), UTF_8);
  }
}
