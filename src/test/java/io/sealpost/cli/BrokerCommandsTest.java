package io.sealpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealpost.activation.DeliveryId;
import io.sealpost.broker.BrokerConnections;
import io.sealpost.broker.BrokerCredentials;
import io.sealpost.broker.EmbeddedBroker;
import io.sealpost.broker.Queues;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code send}, {@code dead} and {@code status} with the embedded broker of a running Sealpost. */
class BrokerCommandsTest {
  @TempDir private static Path folder;
  private static int port;
  private static EmbeddedBroker broker;
  private static BrokerConnections connections;
  private static JMSContext jms;

  @BeforeAll
  static void start() throws IOException {
    port = freePort();
    BrokerCredentials credentials = BrokerCredentials.loadOrGenerate(data());
    broker = EmbeddedBroker.start(data().resolve("broker"), "127.0.0.1", port, credentials);
    Files.writeString(
        Files.createDirectories(config()).resolve("application.properties"),
        "sealpost.broker.port=" + port + "\n");
    connections = BrokerConnections.to(broker.url(), credentials);
    jms = connections.factory().createContext();
  }

  @AfterAll
  static void stop() throws Exception {
    jms.close();
    connections.close();
    broker.close();
  }

  @AfterEach
  void drain() {
    received(Queues.ACTIVATIONS);
    received(Queues.DEAD);
    received(Queues.delivery("welcome"));
  }

  @Test
  void aMessageIsSentAsItStandsWithItsProperties() throws Exception {
    CommandRun run =
        sealpost(
            "{\"n\": 1.10}",
            "send",
            "welcome",
            "--property=eventId=e-1",
            "--property=orderingKey=u7",
            "--property=journey=onboarding",
            "--property=correlationId=c-1");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    TextMessage message = received(Queues.ACTIVATIONS).get(0);
    assertThat(message.getText()).isEqualTo("{\"n\": 1.10}");
    assertThat(message.getStringProperty("activation")).isEqualTo("welcome");
    assertThat(message.getStringProperty("eventId")).isEqualTo("e-1");
    assertThat(message.getStringProperty("orderingKey")).isEqualTo("u7");
    assertThat(message.getStringProperty("journey")).isEqualTo("onboarding");
    assertThat(message.getJMSCorrelationID()).isEqualTo("c-1");
    assertThat(run.out())
        .isEqualTo(
            "1 message sent. Its delivery is %s.%n"
                .formatted(DeliveryId.mint(message.getJMSMessageID(), "welcome")));
  }

  @Test
  void aFileOfLinesIsSentInOrder() throws Exception {
    Path file = folder.resolve("users.ndjson");
    List<String> lines =
        IntStream.range(0, 250).mapToObj(i -> "{\"i\":" + i + "}").collect(Collectors.toList());
    Files.write(file, lines);

    CommandRun run = sealpost("", "send", "--property=event=e", "--file=" + file, "--json");

    assertThat(new ObjectMapper().readTree(run.out()))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    "{\"sent\":250,\"activation\":null,\"event\":\"e\",\"deliveryId\":null}"));
    List<String> bodies = new ArrayList<>();
    for (TextMessage message : received(Queues.ACTIVATIONS)) {
      bodies.add(message.getText());
      assertThat(message.propertyExists("activation")).isFalse();
    }
    assertThat(bodies).isEqualTo(lines);
  }

  @Test
  void nothingOfAFileWithABadLineIsSent() throws Exception {
    Path file = Files.writeString(folder.resolve("bad.ndjson"), "{}\n".repeat(150) + "[]\n{}\n");

    CommandRun run = sealpost("", "send", "welcome", "--file=" + file);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("bad.ndjson", "Line 151", "Nothing was sent");
    assertThat(received(Queues.ACTIVATIONS)).isEmpty();
  }

  @Test
  void standardInputIsSentUpToABadLine() throws Exception {
    CommandRun run = sealpost("{}\n".repeat(150) + "[]\n{}\n", "send", "welcome");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("Line 151", "150 messages sent");
    assertThat(received(Queues.ACTIVATIONS)).hasSize(150);
  }

  @ParameterizedTest
  @ValueSource(strings = {"password=x", "activation=other", "sealpostAttempt=9", "deliveryId=a b"})
  void onlyPropertiesOfTheContractAreSent(String property) {
    CommandRun run = sealpost("{}", "send", "welcome", "--property", property);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("deliveryId");
    assertThat(received(Queues.ACTIVATIONS)).isEmpty();
  }

  @Test
  void aMessageForNobodyIsNotSent() {
    assertThat(sealpost("{}", "send").exitCode()).isEqualTo(2);
    assertThat(sealpost("", "send", "welcome").exitCode()).isEqualTo(1);
    assertThat(received(Queues.ACTIVATIONS)).isEmpty();
  }

  @Test
  void deadMessagesAreListedAndShownWithoutActingOnTheTerminal() throws Exception {
    putDead("del_1", "missing-attribute", "{\"a\":\"\u001b[2J\"}");
    putDead("del_2", "status-400", "{}");

    CommandRun list = sealpost("", "dead", "list", "--reason=missing-attribute");
    CommandRun show = sealpost("", "dead", "show", "del_1");
    JsonNode json = new ObjectMapper().readTree(sealpost("", "dead", "list", "--json").out());

    assertThat(list.out().lines().toList().get(0)).startsWith("ID").contains("DEAD AT", "REASON");
    assertThat(list.out()).contains("del_1").doesNotContain("del_2");
    assertThat(show.out()).contains("sealpostReason: missing-attribute", "{\"a\":\"\\x1b[2J\"}");
    assertThat(json).extracting(dead -> dead.get("id").asText()).containsExactly("del_1", "del_2");
    assertThat(json.get(1).get("status").asInt()).isEqualTo(400);
    assertThat(sealpost("", "dead", "show", "del_3").exitCode()).isEqualTo(1);
  }

  @Test
  void aLongListIsCutAndSaysSo() {
    putDead("del_1", "r", "{}");
    putDead("del_2", "r", "{}");

    CommandRun cut = sealpost("", "dead", "list", "--limit=1");
    CommandRun rest = sealpost("", "dead", "list", "--limit=1", "--skip=1");

    assertThat(cut.out()).contains("del_1").doesNotContain("del_2");
    assertThat(cut.err()).contains("--skip 1");
    assertThat(rest.out()).contains("del_2").doesNotContain("del_1");
    assertThat(rest.err()).isEmpty();
  }

  @Test
  void aReplayedMessageGoesBackToItsActivation() throws Exception {
    putDead("del_1", "status-400", "{}");

    CommandRun run = sealpost("", "dead", "replay", "del_1");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo("1 replayed.%n".formatted());
    assertThat(received(Queues.delivery("welcome")).get(0).getStringProperty("sealpostDeliveryId"))
        .isEqualTo("del_1");
    assertThat(sealpost("", "dead", "replay", "del_1").exitCode()).isEqualTo(1);
  }

  @Test
  void nothingIsReplayedOrPurgedThatWasNotNamed() {
    putDead("del_1", "status-400", "{}");

    assertThat(sealpost("", "dead", "replay").exitCode()).isEqualTo(2);
    assertThat(sealpost("", "dead", "purge").exitCode()).isEqualTo(2);
    assertThat(sealpost("", "dead", "purge", "--all", "--reason=x").exitCode()).isEqualTo(2);
    CommandRun unsure = sealpost("", "dead", "purge", "--all");
    assertThat(unsure.exitCode()).isEqualTo(2);
    assertThat(unsure.err()).contains("1 message ", "--yes");
    assertThat(received(Queues.DEAD)).hasSize(1);
  }

  @Test
  void purgedMessagesAreGone() {
    putDead("del_1", "status-400", "{}");
    putDead("del_2", "status-401", "{}");

    assertThat(sealpost("", "dead", "purge", "del_1").out()).contains("1 purged");
    assertThat(sealpost("", "dead", "purge", "--all", "--yes", "--json").out())
        .contains("\"matched\":1,\"purged\":1");
    assertThat(received(Queues.DEAD)).isEmpty();
  }

  @Test
  void statusCountsWhatWaits() throws Exception {
    sealpost("{}\n{}", "send", "welcome");

    CommandRun text = sealpost("", "status");
    JsonNode json = new ObjectMapper().readTree(sealpost("", "status", "--json").out());

    assertThat(text.exitCode()).isZero();
    assertThat(text.err()).contains("sealpost run");
    assertThat(text.out()).containsPattern("sealpost\\.activations +2 +0 +0 +0");
    assertThat(json)
        .anySatisfy(
            queue -> {
              assertThat(queue.get("queue").asText()).isEqualTo(Queues.ACTIVATIONS);
              assertThat(queue.get("messages").asLong()).isEqualTo(2);
            });
  }

  @Test
  void aQueueWithoutItsActivationIsOrphaned() throws Exception {
    jms.createProducer().send(jms.createQueue(Queues.delivery("welcome")), "{}");
    try (JMSConsumer serving = jms.createConsumer(jms.createQueue(Queues.ACTIVATIONS))) {
      CommandRun run = sealpost("", "status");

      assertThat(serving).isNotNull();
      assertThat(run.err()).isEmpty();
      assertThat(run.out()).containsPattern("sealpost\\.delivery\\.welcome .* orphaned");
    }
  }

  @Test
  void aConfiguredBrokersPasswordComesFromAFile() throws Exception {
    BrokerCredentials credentials = BrokerCredentials.load(data()).orElseThrow();
    Path other = Files.createTempDirectory(folder, "external");
    Files.writeString(other.resolve("password"), credentials.password().reveal() + "\n");
    Files.writeString(
        other.resolve("application.properties"),
        """
        sealpost.broker.url=tcp://127.0.0.1:%d
        sealpost.broker.userName=%s
        sealpost.broker.password={{file:password}}
        """
            .formatted(port, credentials.userName()));

    CommandRun right = CommandRun.of("status", "--config=" + other);
    Files.writeString(other.resolve("password"), "wrong-canary");
    CommandRun wrong = CommandRun.of("status", "--config=" + other);
    Files.delete(other.resolve("password"));
    CommandRun missing = CommandRun.of("status", "--config=" + other);

    assertThat(right.exitCode()).isZero();
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("sealpost.broker.url").doesNotContain("wrong-canary");
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.err()).contains("sealpost.broker.password", "password does not exist");
  }

  @ParameterizedTest
  @ValueSource(strings = {"send welcome", "dead list", "dead replay --all", "status"})
  void withoutABrokerItSaysWhatToStart(String command) throws IOException {
    Path other = Files.createTempDirectory(folder, "elsewhere");
    String[] arguments =
        Stream.concat(
                Stream.of(command.split(" ")), Stream.of("--config=" + other, "--data=" + other))
            .toArray(String[]::new);

    CommandRun neverStarted = CommandRun.withInput("{}", arguments);
    BrokerCredentials.loadOrGenerate(other);
    Files.writeString(
        other.resolve("application.properties"), "sealpost.broker.port=" + freePort() + "\n");
    CommandRun stopped = CommandRun.withInput("{}", arguments);

    assertThat(neverStarted.exitCode()).isEqualTo(2);
    assertThat(neverStarted.err()).contains("sealpost run", other.toString());
    assertThat(stopped.exitCode()).isEqualTo(2);
    assertThat(stopped.err()).contains("sealpost run", "does not answer");
  }

  private static CommandRun sealpost(String input, String... arguments) {
    return CommandRun.withInput(
        input,
        Stream.concat(Stream.of(arguments), Stream.of("--config=" + config(), "--data=" + data()))
            .toArray(String[]::new));
  }

  private static void putDead(String deliveryId, String reason, String body) {
    jms.createProducer()
        .setProperty("activation", "welcome")
        .setProperty("sealpostDeliveryId", deliveryId)
        .setProperty("sealpostReason", reason)
        .setProperty("sealpostStatus", 400)
        .send(jms.createQueue(Queues.DEAD), body);
  }

  private static List<TextMessage> received(String queue) {
    List<TextMessage> messages = new ArrayList<>();
    try (JMSConsumer consumer = jms.createConsumer(jms.createQueue(queue))) {
      for (TextMessage next = (TextMessage) consumer.receiveNoWait();
          next != null;
          next = (TextMessage) consumer.receiveNoWait()) {
        messages.add(next);
      }
    }
    return messages;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Path config() {
    return folder.resolve("config");
  }

  private static Path data() {
    return folder.resolve("data");
  }
}
