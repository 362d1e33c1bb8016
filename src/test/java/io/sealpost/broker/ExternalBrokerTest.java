package io.sealpost.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.FileDeploymentManager;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.FileConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code deploy/broker} and {@code docs/broker.md} tell the operator of a broker to set. */
class ExternalBrokerTest {
  private static final Path SHIPPED = Path.of("deploy/broker");
  private static final int ID = 71_101;

  @TempDir private Path folder;
  private final Properties before = new Properties();

  @BeforeEach
  void setProperties() {
    before.putAll(System.getProperties());
    Map.of(
            "artemis.instance", folder.toString(),
            "broker.store", folder.toString(),
            "broker.host", "127.0.0.1",
            "broker.port", "0",
            "other.host", "127.0.0.1",
            "other.port", "1",
            "cluster.user", "cluster",
            "cluster.password", "secret")
        .forEach(System::setProperty);
  }

  @AfterEach
  void restoreProperties() {
    System.setProperties(before);
  }

  @ParameterizedTest
  @CsvSource({
    "broker.xml, shared-store-primary.xml",
    "pair.xml, shared-store-primary.xml",
    "pair.xml, replication-primary.xml"
  })
  void aBrokerWithTheShippedSettingsLosesNothing(String broker, String policy) throws Exception {
    Path etc = Files.createDirectory(folder.resolve("etc"));
    for (String file : List.of(broker, "addresses.xml", "address-settings.xml")) {
      Files.copy(SHIPPED.resolve(file), etc.resolve(file));
    }
    Files.copy(SHIPPED.resolve(policy), etc.resolve("ha-policy.xml"));
    FileConfiguration settings = new FileConfiguration();
    FileDeploymentManager file = new FileDeploymentManager(etc.resolve(broker).toUri().toString());
    file.addDeployable(settings);
    file.readConfiguration();

    assertThat(reviewed(settings)).isEmpty();
  }

  @Test
  void aBrokerAsItIsInstalledDeletesWhatItGivesUp() throws Exception {
    assertThat(reviewed(new ConfigurationImpl().setName("external")))
        .extracting(BrokerFinding::setting)
        .contains("max-delivery-attempts", "dead-letter-address", "expiry-address");
  }

  @Test
  void thePageNamesEverySettingThatIsLookedAt() throws Exception {
    List<String> named =
        Pattern.compile("`([a-z-]+)`")
            .matcher(
                Files.readString(Path.of("docs/broker.md"))
                    .lines()
                    .filter(line -> line.startsWith("| "))
                    .map(line -> line.split("\\|", -1)[1])
                    .collect(Collectors.joining("\n")))
            .results()
            .map(result -> result.group(1))
            .distinct()
            .toList();

    assertThat(named)
        .contains(
            Stream.of(
                    BrokerRules.JOURNAL,
                    AddressRules.ALL,
                    BrokerRules.QUEUE,
                    BrokerRules.DIVERT,
                    BrokerRules.VOLATILE,
                    BrokerRules.CLOCK)
                .flatMap(rules -> rules.stream().map(BrokerRule::setting))
                .distinct()
                .toArray(String[]::new));
  }

  private List<BrokerFinding> reviewed(Configuration settings) throws Exception {
    settings
        .setSecurityEnabled(false)
        .setJMXManagementEnabled(false)
        .setJournalDirectory(folder.resolve("journal").toString())
        .setBindingsDirectory(folder.resolve("bindings").toString())
        .setPagingDirectory(folder.resolve("paging").toString())
        .setLargeMessagesDirectory(folder.resolve("large").toString())
        .addAcceptorConfiguration(
            new TransportConfiguration(
                InVMAcceptorFactory.class.getName(), Map.of("serverId", ID), "in-vm"));
    ActiveMQServerImpl server = new ActiveMQServerImpl(settings);
    server.start();
    try (BrokerConnections connections =
        BrokerConnections.to("vm://" + ID, TestBroker.CREDENTIALS)) {
      return BrokerReview.of(connections.factory());
    } finally {
      server.stop();
    }
  }
}
