package io.sealpost.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealpost.broker.Handover;
import io.sealpost.broker.IncomingMessage;
import io.sealpost.broker.JmsMessages;
import io.sealpost.broker.Queues;
import io.sealpost.broker.RawBody;
import io.sealpost.broker.SealpostJms;
import io.sealpost.broker.TestBroker;
import io.sealpost.broker.TransactedListenerContainerFactory;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shipped route, on a real broker. */
@Timeout(60)
class DispatchRouteTest {
  @TempDir Path folder;
  private final Handover handover = new Handover();
  private final CamelContext camel = new DefaultCamelContext();
  private TestBroker broker;

  @BeforeEach
  void start() throws Exception {
    broker = TestBroker.start(folder);
    camel.addComponent("sealpost-jms", SealpostJms.component(broker.connections()));
    camel
        .getRegistry()
        .bind("dispatchTransactions", new TransactedListenerContainerFactory(handover, 100));
    camel
        .getRegistry()
        .bind(
            "dispatchMessage",
            new DispatchMessageProcessor(
                new Dispatcher(new Subscriptions(), Observers.none(), Clock.systemUTC(), "node")
                    ::dispatch,
                handover));
    camel.getRegistry().bind("classifyFailure", (org.apache.camel.Processor) exchange -> {});
    for (String route : List.of("error-policy", "dispatch-activations")) {
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(
              PluginHelper.getResourceLoader(camel)
                  .resolveResource("file:routes/" + route + ".camel.yaml"));
    }
    camel.start();
  }

  @AfterEach
  void stop() throws Exception {
    camel.stop();
    broker.close();
  }

  @Test
  void anEventReachesEachSubscriberUntouchedAndCarriesNoForgedProperty() throws Exception {
    byte[] body = {(byte) 0xff, 0, 1, 2};
    String id =
        broker.send(
            Queues.ACTIVATIONS,
            session -> {
              BytesMessage message = session.createBytesMessage();
              message.writeBytes(body);
              message.setStringProperty("event", "signup");
              message.setStringProperty("journey", "onboarding");
              message.setIntProperty("sealpostAttempt", 99);
              message.setStringProperty("SealpostReason", "forged");
              message.setStringProperty("_AMQ_DUPL_ID", "a");
              message.setJMSCorrelationID("c-1");
              return message;
            });

    for (String activation : List.of("welcome", "audit")) {
      Message copy = broker.receive(Queues.delivery(activation), 10_000);
      assertThat(RawBody.bytes(copy)).isEqualTo(body);
      IncomingMessage read = JmsMessages.properties(copy);
      assertThat(read.activation()).isEqualTo(activation);
      assertThat(read.deliveryId()).isEqualTo(DeliveryId.mint(id, activation));
      assertThat(read.attempt()).isEqualTo(1);
      assertThat(read.journey()).isEqualTo("onboarding");
      assertThat(read.correlationId()).isEqualTo("c-1");
      assertThat(copy.propertyExists("SealpostReason")).isFalse();
    }
    await().until(() -> broker.messagesOn(Queues.ACTIVATIONS) == 0);
  }

  @Test
  void badMessagesAreDeadOnceAndTheirNeighboursPass() throws Exception {
    addressed("{\"n\":1}", "welcome");
    broker.send(Queues.ACTIVATIONS, session -> session.createObjectMessage("unaddressed"));
    addressed("{\"n\":2}", "nobody");
    broker.send(
        Queues.ACTIVATIONS,
        session -> {
          Message message = session.createTextMessage("{}");
          message.setIntProperty("activation", 7);
          return message;
        });
    addressed("{\"n\":3}", "welcome");

    assertThat(text(broker.receive(Queues.delivery("welcome"), 10_000))).isEqualTo("{\"n\":1}");
    assertThat(text(broker.receive(Queues.delivery("welcome")))).isEqualTo("{\"n\":3}");
    assertThat(reason(broker.receive(Queues.DEAD))).isEqualTo("no-activation");
    assertThat(reason(broker.receive(Queues.DEAD))).isEqualTo("no-activation");
    assertThat(reason(broker.receive(Queues.DEAD))).isEqualTo("invalid-property");
    await().until(() -> broker.messagesOn(Queues.ACTIVATIONS) == 0);
    assertThat(broker.messagesOn(Queues.DEAD)).isZero();
  }

  @Test
  void aThousandMessagesKeepTheirOrder() throws Exception {
    for (int i = 0; i < 1000; i++) {
      addressed(String.valueOf(i), "welcome");
    }
    for (int i = 0; i < 1000; i++) {
      assertThat(text(broker.receive(Queues.delivery("welcome"), 10_000)))
          .isEqualTo(String.valueOf(i));
    }
  }

  private void addressed(String body, String activation) throws JMSException {
    broker.send(
        Queues.ACTIVATIONS,
        session -> {
          Message message = session.createTextMessage(body);
          message.setStringProperty("activation", activation);
          return message;
        });
  }

  private static String text(Message message) throws JMSException {
    return message.getBody(String.class);
  }

  private static String reason(Message message) throws JMSException {
    return message.getStringProperty("sealpostReason");
  }

  private static final class Subscriptions implements Dispatcher.Directory {
    @Override
    public boolean hasActivation(String name) {
      return name.equals("welcome");
    }

    @Override
    public Collection<String> subscribers(String event) {
      return event.equals("signup") ? List.of("welcome", "audit") : List.of();
    }
  }
}
