package io.sealpost.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sealpost.FreePort;
import io.sealpost.signature.Secret;
import jakarta.jms.Connection;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BrokerConnectionsTest {
  @TempDir Path folder;
  private final CamelContext camel = new DefaultCamelContext();

  @AfterEach
  void stop() {
    camel.stop();
  }

  @Test
  void moreSessionsThanThePoolAllowsByDefault() throws Exception {
    try (TestBroker broker = TestBroker.start(folder);
        Connection connection = broker.connections().createConnection()) {
      List<Session> sessions = new ArrayList<>();
      for (int i = 0; i < 600; i++) {
        sessions.add(connection.createSession(true, Session.SESSION_TRANSACTED));
      }
      assertThat(sessions).hasSize(600);
    }
  }

  @Test
  void optionsOfTheUrlDoNotTakeMessagesOutOfTheirTransaction() throws Exception {
    int port = FreePort.next();
    String careless = "?preAcknowledge=true&blockOnDurableSend=false&consumerWindowSize=100000";
    try (EmbeddedBroker broker = start(port);
        BrokerConnections connections =
            BrokerConnections.to("tcp://127.0.0.1:" + port + careless, TestBroker.CREDENTIALS);
        JMSContext session = connections.factory().createContext(JMSContext.SESSION_TRANSACTED)) {
      assertThat(broker.isRunning()).isTrue();
      Queue queue = session.createQueue("q");
      session.createProducer().send(queue, "kept");
      session.commit();
      try (JMSConsumer consumer = session.createConsumer(queue)) {
        assertThat(consumer.receive(10_000).getBody(String.class)).isEqualTo("kept");
        session.rollback();
        assertThat(consumer.receive(10_000).getBody(String.class)).isEqualTo("kept");
        session.commit();
      }
    }
  }

  @Test
  void consumersGoOnWhenTheBrokerIsBack() throws Exception {
    int port = FreePort.next();
    try (BrokerConnections connections =
        BrokerConnections.to("tcp://127.0.0.1:" + port, TestBroker.CREDENTIALS)) {
      route(connections);
      try (EmbeddedBroker first = start(port)) {
        camel.start();
        assertThat(first.isRunning()).isTrue();
        assertThat(sendAndReceive(port, "before")).isEqualTo("before");
      }
      try (EmbeddedBroker second = start(port)) {
        assertThat(second.isRunning()).isTrue();
        assertThat(sendAndReceive(port, "after")).isEqualTo("after");
      }
    }
  }

  @Test
  void aConsumerWaitsForABrokerThatIsNotThereYet() throws Exception {
    int port = FreePort.next();
    try (BrokerConnections connections =
        BrokerConnections.to("tcp://127.0.0.1:" + port, TestBroker.CREDENTIALS)) {
      route(connections);
      camel.start();
      try (EmbeddedBroker broker = start(port)) {
        assertThat(broker.isRunning()).isTrue();
        assertThat(sendAndReceive(port, "at last")).isEqualTo("at last");
      }
    }
  }

  @Test
  void aUrlThatCannotBeReadIsRefusedByTheNameOfItsSetting() {
    BrokerCredentials credentials = new BrokerCredentials("u", Secret.of("p"));
    assertThatThrownBy(() -> BrokerConnections.to("nonsense://user:hunter2@h", credentials))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sealpost.broker.url")
        .hasMessageNotContaining("hunter2");
  }

  private EmbeddedBroker start(int port) throws Exception {
    return EmbeddedBroker.start(folder, "127.0.0.1", port, TestBroker.CREDENTIALS);
  }

  private static String sendAndReceive(int port, String text) throws Exception {
    try (BrokerConnections client =
            BrokerConnections.to("tcp://127.0.0.1:" + port, TestBroker.CREDENTIALS);
        JMSContext session = client.factory().createContext()) {
      session.createProducer().send(session.createQueue("sealpost.source"), text);
      Message[] received = new Message[1];
      var consumer = session.createConsumer(session.createQueue("sealpost.onward"));
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> (received[0] = consumer.receive(1_000)) != null);
      return received[0].getBody(String.class);
    }
  }

  private void route(BrokerConnections connections) throws Exception {
    Handover handover = new Handover();
    camel.addComponent("jms", SealpostJms.component(connections.factory()));
    camel.getRegistry().bind("transactions", new TransactedListenerContainerFactory(handover, 1));
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("jms:sealpost.source?messageListenerContainerFactory=#transactions")
                .process(
                    exchange ->
                        handover.settle(
                            Settlement.forward(Forward.to("sealpost.onward", Map.of()))));
          }
        });
  }
}
