package io.sealpost.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealpost.FreePort;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class KillTest {
  @TempDir Path folder;

  @Test
  void aKilledConsumerLosesNothingAndSendsNothingTwice() throws Exception {
    int port = FreePort.next();
    try (EmbeddedBroker broker =
            EmbeddedBroker.start(folder, "127.0.0.1", port, TestBroker.CREDENTIALS);
        BrokerConnections client = BrokerConnections.to(broker.url(), TestBroker.CREDENTIALS)) {
      try (JMSContext session = client.factory().createContext(JMSContext.SESSION_TRANSACTED)) {
        for (String text : List.of("first", "second", "last")) {
          Message message = session.createTextMessage(text);
          message.setIntProperty(PropertyNames.ATTEMPT, 2);
          session.createProducer().send(session.createQueue("sealpost.source"), message);
        }
        session.commit();
      }
      Process consumer = startConsumer("tcp://127.0.0.1:" + port);
      try (BufferedReader output = consumer.inputReader()) {
        String line = output.readLine();
        while (line != null && !line.contains(KilledConsumer.STANDS_STILL)) {
          line = output.readLine();
        }
        assertThat(line).as("the consumer got as far as the last message").isNotNull();
      } finally {
        // SIGKILL.
        consumer.destroyForcibly().waitFor();
      }

      QueueDepths depths = new QueueDepths(client.factory());
      await().until(() -> depth(depths, "sealpost.source").delivering() == 0);
      assertThat(depth(depths, "sealpost.source").messages()).isEqualTo(3);
      assertThat(depth(depths, "sealpost.onward").messages()).isZero();
      assertThat(texts(client)).containsExactlyInAnyOrder("first", "second", "last");
    }
  }

  private static Process startConsumer(String url) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            KilledConsumer.class.getName(),
            url)
        .redirectErrorStream(true)
        .start();
  }

  private static QueueDepth depth(QueueDepths depths, String queue) throws Exception {
    return depths.read().stream()
        .filter(depth -> depth.queue().equals(queue))
        .findFirst()
        .orElseThrow();
  }

  /** With the attempt they were on. */
  private static List<String> texts(BrokerConnections client) throws Exception {
    List<String> texts = new ArrayList<>();
    try (JMSContext session = client.factory().createContext()) {
      var consumer = session.createConsumer(session.createQueue("sealpost.source"));
      for (int i = 0; i < 3; i++) {
        Message message = consumer.receive(10_000);
        assertThat(JmsMessages.properties(message).attempt()).isEqualTo(2);
        texts.add(message.getBody(String.class));
      }
    }
    return texts;
  }
}
