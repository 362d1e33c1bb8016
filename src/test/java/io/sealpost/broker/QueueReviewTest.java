package io.sealpost.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.broker.BrokerFinding.Severity;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.DivertConfiguration;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A real broker, with one queue after the other as it must not be. */
class QueueReviewTest {
  private static final String WELCOME = Queues.delivery("welcome");

  @TempDir private static Path folder;
  private static ReviewedBroker broker;
  private static ActiveMQServerImpl server;

  @BeforeAll
  static void start() throws Exception {
    broker = new ReviewedBroker(folder, 71_201, settings -> {});
    server = broker.server();
    server.createQueue(QueueConfiguration.of(WELCOME).setRoutingType(RoutingType.ANYCAST));
  }

  @AfterAll
  static void stop() throws Exception {
    broker.close();
  }

  static Stream<Arguments> queues() {
    return Stream.of(
        Arguments.of("durable", queue().setDurable(false)),
        Arguments.of("routing-type", queue().setRoutingType(RoutingType.MULTICAST)),
        Arguments.of("filter", queue().setFilterString("x = 1")),
        Arguments.of("enabled", queue().setEnabled(false)),
        Arguments.of("ring-size", queue().setRingSize(10L)),
        Arguments.of("last-value", queue().setLastValue(true)),
        Arguments.of("purge-on-no-consumers", queue().setPurgeOnNoConsumers(true)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("queues")
  void aQueueThatDropsMessagesIsNamed(String setting, QueueConfiguration queue) throws Exception {
    server.createQueue(queue);
    try {
      assertThat(broker.findings())
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.severity()).isEqualTo(Severity.ERROR);
                assertThat(finding.setting()).isEqualTo(setting);
                assertThat(finding.on()).containsExactly(queue.getName().toString());
              });
    } finally {
      server.destroyQueue(queue.getName(), null, false);
    }
  }

  @Test
  void aQueueBesideOursOnItsAddressIsNamed() throws Exception {
    server.createQueue(
        QueueConfiguration.of("copy").setAddress(WELCOME).setRoutingType(RoutingType.ANYCAST));
    try {
      assertThat(broker.findings())
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.setting()).isEqualTo("name");
                assertThat(finding.on()).containsExactly("copy");
              });
    } finally {
      server.destroyQueue(SimpleString.of("copy"));
    }
  }

  @Test
  void onlyADivertThatTakesMessagesAwayIsNamed() throws Exception {
    divert("copies", WELCOME, false);
    divert("elsewhere", "orders", true);
    assertThat(broker.findings()).isEmpty();

    divert("takes", WELCOME, true);

    assertThat(broker.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.setting()).isEqualTo("divert");
              assertThat(finding.value()).isEqualTo("audit");
              assertThat(finding.on()).containsExactly("takes of " + WELCOME);
            });
    for (String divert : server.getActiveMQServerControl().getDivertNames()) {
      server.destroyDivert(SimpleString.of(divert));
    }
  }

  @Test
  void messagesThatARestartWouldLoseAreCounted() throws Exception {
    try (JMSContext jms = broker.connections().createContext()) {
      send(jms, DeliveryMode.PERSISTENT);
      assertThat(broker.findings()).isEmpty();

      send(jms, DeliveryMode.NON_PERSISTENT);
      send(jms, DeliveryMode.NON_PERSISTENT);

      assertThat(broker.findings())
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.setting()).isEqualTo("persistent");
                assertThat(finding.value()).isEqualTo("2");
                assertThat(finding.on()).containsExactly(WELCOME);
              });
    } finally {
      server.locateQueue(WELCOME).deleteAllReferences();
    }
  }

  private static QueueConfiguration queue() {
    return QueueConfiguration.of(Queues.delivery("odd")).setRoutingType(RoutingType.ANYCAST);
  }

  private static void divert(String name, String address, boolean exclusive) throws Exception {
    server.deployDivert(
        new DivertConfiguration()
            .setName(name)
            .setRoutingName(name)
            .setAddress(address)
            .setForwardingAddress("audit")
            .setExclusive(exclusive));
  }

  private static void send(JMSContext jms, int mode) {
    jms.createProducer().setDeliveryMode(mode).send(jms.createQueue(WELCOME), "{}");
  }
}
