package io.sealpost.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.broker.BrokerFinding.Severity;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.DivertConfiguration;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.settings.impl.DeletionPolicy;
import org.apache.activemq.artemis.core.settings.impl.PageFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.SlowConsumerPolicy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A real broker, with one setting after the other as it must not be. */
class BrokerReviewTest {
  private static final int ID = 71_001;
  private static final String WELCOME = Queues.delivery("welcome");

  @TempDir private static Path folder;
  private static ActiveMQServerImpl server;
  private static BrokerConnections connections;

  @BeforeAll
  static void start() throws Exception {
    server = server(settings -> {}, folder, ID);
    connections = BrokerConnections.to("vm://" + ID, TestBroker.CREDENTIALS);
    server.createQueue(QueueConfiguration.of(WELCOME).setRoutingType(RoutingType.ANYCAST));
  }

  @AfterAll
  static void stop() throws Exception {
    connections.close();
    server.stop();
  }

  @AfterEach
  void restore() throws Exception {
    setForAll(settings -> {});
    for (String divert : server.getActiveMQServerControl().getDivertNames()) {
      server.destroyDivert(SimpleString.of(divert));
    }
  }

  @Test
  void theEmbeddedBrokerLosesNothing() throws Exception {
    assertThat(findings()).isEmpty();
  }

  static Stream<Arguments> addressSettings() {
    return Stream.of(
        error("max-delivery-attempts", "10", s -> s.setMaxDeliveryAttempts(10)),
        error("dead-letter-address", "not set", s -> s.setDeadLetterAddress(null)),
        error("dead-letter-address", "no.queue", s -> s.setDeadLetterAddress(name("no.queue"))),
        error("expiry-address", "not set", s -> s.setExpiryAddress(null)),
        error("expiry-address", "no.queue", s -> s.setExpiryAddress(name("no.queue"))),
        error("expiry-delay", "60000", s -> s.setExpiryDelay(60_000L)),
        error("max-expiry-delay", "3600000", s -> s.setMaxExpiryDelay(3_600_000L)),
        error(
            "address-full-policy",
            "DROP",
            s -> s.setAddressFullMessagePolicy(AddressFullMessagePolicy.DROP)),
        warning(
            "address-full-policy",
            "BLOCK",
            s -> s.setAddressFullMessagePolicy(AddressFullMessagePolicy.BLOCK)),
        warning(
            "address-full-policy",
            "FAIL",
            s -> s.setAddressFullMessagePolicy(AddressFullMessagePolicy.FAIL)),
        error(
            "page-full-policy",
            "DROP",
            s -> s.setPageFullMessagePolicy(PageFullMessagePolicy.DROP).setPageLimitBytes(1L)),
        warning(
            "page-full-policy",
            "FAIL",
            s -> s.setPageFullMessagePolicy(PageFullMessagePolicy.FAIL).setPageLimitMessages(1L)),
        error("default-ring-size", "5000", s -> s.setDefaultRingSize(5_000)),
        error("default-last-value-queue", "true", s -> s.setDefaultLastValueQueue(true)),
        error("default-last-value-key", "user", s -> s.setDefaultLastValueKey(name("user"))),
        error("default-purge-on-no-consumers", "true", s -> s.setDefaultPurgeOnNoConsumers(true)),
        warning("default-non-destructive", "true", s -> s.setDefaultNonDestructive(true)),
        warning("auto-delete-queues", "true", s -> s.setAutoDeleteQueues(true)),
        warning("auto-create-queues", "false", s -> s.setAutoCreateQueues(false)),
        error("config-delete-queues", "FORCE", s -> s.setConfigDeleteQueues(DeletionPolicy.FORCE)),
        error(
            "config-delete-addresses",
            "FORCE",
            s -> s.setConfigDeleteAddresses(DeletionPolicy.FORCE)),
        warning(
            "slow-consumer-policy",
            "KILL",
            s -> s.setSlowConsumerPolicy(SlowConsumerPolicy.KILL).setSlowConsumerThreshold(1)));
  }

  @ParameterizedTest(name = "{1} {2}")
  @MethodSource("addressSettings")
  void aSettingOfAnAddressIsNamedWithItsValueAndAllItsAddresses(
      Severity severity, String setting, String value, Consumer<AddressSettings> change)
      throws Exception {
    setForAll(change);

    assertThat(findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(severity);
              assertThat(finding.setting()).isEqualTo(setting);
              assertThat(finding.value()).isEqualTo(value);
              assertThat(finding.on())
                  .containsExactly(
                      Queues.ACTIVATIONS,
                      Queues.EVENTS,
                      Queues.DEAD,
                      Queues.ATTEMPTS,
                      Queues.DELIVERY_PREFIX + "*",
                      WELCOME);
            });
  }

  @Test
  void aDeletedQueueTakesItsMessagesAlongOnlyWhereQueuesAreDeletedAtAll() throws Exception {
    setForAll(settings -> settings.setAutoDeleteQueuesMessageCount(-1));
    assertThat(findings()).isEmpty();

    setForAll(settings -> settings.setAutoDeleteQueuesMessageCount(-1).setAutoDeleteQueues(true));
    assertThat(findings())
        .extracting(BrokerFinding::setting)
        .containsExactly("auto-delete-queues-message-count", "auto-delete-queues");
  }

  @Test
  void messagesThatNeverExpireNeedNoPlaceForIt() throws Exception {
    setForAll(settings -> settings.setExpiryAddress(null).setExpiryDelay(1L).setNoExpiry(true));

    assertThat(findings()).isEmpty();
  }

  @Test
  void aSettingOfOneAddressIsNamedForItAlone() throws Exception {
    server
        .getAddressSettingsRepository()
        .addMatch(WELCOME, new AddressSettings().setMaxDeliveryAttempts(3));
    try {
      assertThat(findings())
          .singleElement()
          .hasToString(
              "error: max-delivery-attempts is 3 (sealpost.delivery.welcome): what a killed client"
                  + " had prefetched counts as an attempt, and the broker takes messages away that"
                  + " were never sent. Set it to -1: Sealpost counts attempts");
    } finally {
      server.getAddressSettingsRepository().removeMatch(WELCOME);
    }
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
      assertThat(findings())
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
      assertThat(findings())
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
    assertThat(findings()).isEmpty();

    divert("takes", WELCOME, true);

    assertThat(findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.setting()).isEqualTo("divert");
              assertThat(finding.value()).isEqualTo("audit");
              assertThat(finding.on()).containsExactly("takes of " + WELCOME);
            });
  }

  @Test
  void messagesThatARestartWouldLoseAreCounted() throws Exception {
    try (JMSContext jms = connections.factory().createContext()) {
      send(jms, DeliveryMode.PERSISTENT);
      assertThat(findings()).isEmpty();

      send(jms, DeliveryMode.NON_PERSISTENT);
      send(jms, DeliveryMode.NON_PERSISTENT);

      assertThat(findings())
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

  @ParameterizedTest
  @CsvSource({
    "persistence-enabled, false, true, true",
    "journal-sync-transactional, true, false, true",
    "journal-sync-non-transactional, true, true, false",
  })
  void aJournalThatDoesNotKeepWhatWasConfirmedIsNamed(
      String setting, boolean kept, boolean commitSynced, boolean sendSynced, @TempDir Path other)
      throws Exception {
    int id = ID + 1;
    ActiveMQServerImpl careless =
        server(
            settings ->
                settings
                    .setPersistenceEnabled(kept)
                    .setJournalSyncTransactional(commitSynced)
                    .setJournalSyncNonTransactional(sendSynced),
            other,
            id);
    try (BrokerConnections its = BrokerConnections.to("vm://" + id, TestBroker.CREDENTIALS)) {
      assertThat(BrokerReview.of(its.factory()))
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.setting()).isEqualTo(setting);
                assertThat(finding.value()).isEqualTo("false");
                assertThat(finding.on()).containsExactly("broker");
              });
    } finally {
      careless.stop();
    }
  }

  private static List<BrokerFinding> findings() throws JMSException {
    return BrokerReview.of(connections.factory());
  }

  private static void setForAll(Consumer<AddressSettings> change) throws Exception {
    Configuration shipped = BrokerSettings.of(folder, "127.0.0.1", 0, ID);
    AddressSettings settings = shipped.getAddressSettings().get("#");
    change.accept(settings);
    server.getAddressSettingsRepository().addMatch("#", settings);
  }

  private static ActiveMQServerImpl server(Consumer<Configuration> change, Path folder, int id)
      throws Exception {
    Configuration settings = BrokerSettings.of(folder, "127.0.0.1", 0, id);
    change.accept(settings);
    ActiveMQServerImpl server =
        new ActiveMQServerImpl(settings, new OneUser(TestBroker.CREDENTIALS));
    server.start();
    return server;
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

  private static SimpleString name(String name) {
    return SimpleString.of(name);
  }

  private static Arguments error(String setting, String value, Consumer<AddressSettings> change) {
    return Arguments.of(Severity.ERROR, setting, value, change);
  }

  private static Arguments warning(String setting, String value, Consumer<AddressSettings> change) {
    return Arguments.of(Severity.WARNING, setting, value, change);
  }
}
