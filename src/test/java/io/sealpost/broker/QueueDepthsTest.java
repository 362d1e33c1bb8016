package io.sealpost.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.FreePort;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class QueueDepthsTest {
  @TempDir Path folder;

  @Test
  void countsWhatWaitsWhatIsKeptBackAndWhoListens() throws Exception {
    try (TestBroker broker = TestBroker.start(folder)) {
      broker.send("not.sealpost.x", "another product's");
      broker.send(Queues.delivery("welcome"), "waits");
      broker.send(Queues.delivery("welcome"), "is handled");
      try (Connection connection = broker.connections().createConnection();
          Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
        connection.start();
        var queue = session.createQueue(Queues.delivery("welcome"));
        var message = session.createConsumer(queue).receive(5_000);
        new MessageForwarder(session)
            .forward(
                message,
                List.of(
                    new Forward(queue.getQueueName(), Map.of(), Set.of(), Duration.ofHours(1))));
        session.commit();
        session.createConsumer(session.createQueue(Queues.DEAD));

        assertThat(broker.depth(Queues.delivery("welcome")))
            .isEqualTo(new QueueDepth(Queues.delivery("welcome"), 2, 1, 0, 1, false));
        assertThat(broker.depth(Queues.DEAD))
            .isEqualTo(new QueueDepth(Queues.DEAD, 0, 0, 0, 1, false));
        assertThat(new QueueDepths(broker.connections()).read())
            .extracting(QueueDepth::queue)
            .contains(Queues.ACTIVATIONS)
            .isSorted()
            .allMatch(name -> name.startsWith("sealpost."));
      }
    }
  }

  @Test
  void moreQueuesThanFitOnAPageAreAllThere() throws Exception {
    try (TestBroker broker = TestBroker.start(folder);
        Connection connection = broker.connections().createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
      for (int i = 0; i < 600; i++) {
        session
            .createProducer(session.createQueue(Queues.delivery("a" + i)))
            .send(session.createMessage());
      }
      session.commit();

      assertThat(new QueueDepths(broker.connections()).read())
          .filteredOn(depth -> depth.queue().startsWith(Queues.DELIVERY_PREFIX))
          .hasSize(600)
          .allMatch(depth -> depth.messages() == 1);
    }
  }

  @Test
  void aBrokerThatIsNotThereIsAnError() throws Exception {
    try (BrokerConnections nobody =
        BrokerConnections.to("tcp://127.0.0.1:" + FreePort.next(), TestBroker.CREDENTIALS)) {
      assertThatThrownBy(() -> new QueueDepths(nobody.factory()).read())
          .isInstanceOf(JMSException.class);
    }
  }
}
