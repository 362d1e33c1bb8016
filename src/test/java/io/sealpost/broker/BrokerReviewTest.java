package io.sealpost.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.broker.BrokerFinding.Severity;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
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
  private static ReviewedBroker broker;

  @BeforeAll
  static void start() throws Exception {
    broker = new ReviewedBroker(folder, ID, settings -> {});
    broker.server().createQueue(QueueConfiguration.of(WELCOME).setRoutingType(RoutingType.ANYCAST));
  }

  @AfterAll
  static void stop() throws Exception {
    broker.close();
  }

  @AfterEach
  void restore() throws Exception {
    broker.setForAll(settings -> {});
  }

  @Test
  void theEmbeddedBrokerLosesNothing() throws Exception {
    assertThat(broker.findings()).isEmpty();
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
    broker.setForAll(change);

    assertThat(broker.findings())
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
    broker.setForAll(settings -> settings.setAutoDeleteQueuesMessageCount(-1));
    assertThat(broker.findings()).isEmpty();

    broker.setForAll(
        settings -> settings.setAutoDeleteQueuesMessageCount(-1).setAutoDeleteQueues(true));
    assertThat(broker.findings())
        .extracting(BrokerFinding::setting)
        .containsExactly("auto-delete-queues-message-count", "auto-delete-queues");
  }

  @Test
  void messagesThatNeverExpireNeedNoPlaceForIt() throws Exception {
    broker.setForAll(
        settings -> settings.setExpiryAddress(null).setExpiryDelay(1L).setNoExpiry(true));

    assertThat(broker.findings()).isEmpty();
  }

  @Test
  void aSettingOfOneAddressIsNamedForItAlone() throws Exception {
    broker
        .server()
        .getAddressSettingsRepository()
        .addMatch(WELCOME, new AddressSettings().setMaxDeliveryAttempts(3));
    try {
      assertThat(broker.findings())
          .singleElement()
          .hasToString(
              "error: max-delivery-attempts is 3 (sealpost.delivery.welcome): what a killed client"
                  + " had prefetched counts as an attempt, and the broker takes messages away that"
                  + " were never sent. Set it to -1: Sealpost counts attempts");
    } finally {
      broker.server().getAddressSettingsRepository().removeMatch(WELCOME);
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
    try (ReviewedBroker careless =
        new ReviewedBroker(
            other,
            ID + 1,
            settings ->
                settings
                    .setPersistenceEnabled(kept)
                    .setJournalSyncTransactional(commitSynced)
                    .setJournalSyncNonTransactional(sendSynced))) {
      assertThat(careless.findings())
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.setting()).isEqualTo(setting);
                assertThat(finding.value()).isEqualTo("false");
                assertThat(finding.on()).containsExactly("broker");
              });
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-3600000, 3600 s ahead of this machine's",
    "3600000, 3600 s behind this machine's",
  })
  void aClockThatIsAnotherIsNamed(long ownAhead, String value) throws Exception {
    assertThat(BrokerReview.of(broker.connections(), () -> System.currentTimeMillis() + ownAhead))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.WARNING);
              assertThat(finding.setting()).isEqualTo("clock");
              assertThat(finding.value()).isEqualTo(value);
              assertThat(finding.on()).containsExactly("broker");
            });
  }

  @ParameterizedTest
  @CsvSource({"5000, 0", "-5000, 0", "5001, 1", "-5001, 1"})
  void clocksMayDifferByFiveSeconds(long ahead, int findings) {
    assertThat(BrokerRule.review(BrokerRules.CLOCK, Map.of("broker", new BrokerRules.Clock(ahead))))
        .hasSize(findings);
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
