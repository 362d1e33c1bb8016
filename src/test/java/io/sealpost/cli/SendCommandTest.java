package io.sealpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealpost.activation.DeliveryId;
import io.sealpost.broker.Queues;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SendCommandTest {
  @TempDir private static Path folder;
  private static RunningBroker broker;

  @BeforeAll
  static void start() throws IOException {
    broker = new RunningBroker(folder);
  }

  @AfterAll
  static void stop() throws IOException {
    broker.close();
  }

  @AfterEach
  void drain() {
    broker.received(Queues.ACTIVATIONS);
  }

  @Test
  void aMessageIsSentAsItStandsWithItsProperties() throws Exception {
    CommandRun run =
        broker.sealpost(
            "{\"n\": 1.10}",
            "send",
            "welcome",
            "--property=eventId=e-1",
            "--property=orderingKey=u7",
            "--property=journey=onboarding",
            "--property=correlationId=c-1");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    TextMessage message = broker.received(Queues.ACTIVATIONS).get(0);
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

    CommandRun run = broker.sealpost("", "send", "--property=event=e", "--file=" + file, "--json");

    assertThat(new ObjectMapper().readTree(run.out()))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    "{\"sent\":250,\"activation\":null,\"event\":\"e\",\"deliveryId\":null}"));
    List<String> bodies = new ArrayList<>();
    for (TextMessage message : broker.received(Queues.ACTIVATIONS)) {
      bodies.add(message.getText());
      assertThat(message.propertyExists("activation")).isFalse();
    }
    assertThat(bodies).isEqualTo(lines);
  }

  @Test
  void nothingOfAFileWithABadLineIsSent() throws Exception {
    Path file = Files.writeString(folder.resolve("bad.ndjson"), "{}\n".repeat(150) + "[]\n{}\n");

    CommandRun run = broker.sealpost("", "send", "welcome", "--file=" + file);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("bad.ndjson", "Line 151", "Nothing was sent");
    assertThat(broker.received(Queues.ACTIVATIONS)).isEmpty();
  }

  @Test
  void standardInputIsSentUpToABadLine() throws Exception {
    CommandRun run = broker.sealpost("{}\n".repeat(150) + "[]\n{}\n", "send", "welcome");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("Line 151", "150 messages sent");
    assertThat(broker.received(Queues.ACTIVATIONS)).hasSize(150);
  }

  @ParameterizedTest
  @ValueSource(strings = {"password=x", "activation=other", "sealpostAttempt=9", "deliveryId=a b"})
  void onlyPropertiesOfTheContractAreSent(String property) {
    CommandRun run = broker.sealpost("{}", "send", "welcome", "--property", property);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("deliveryId");
    assertThat(broker.received(Queues.ACTIVATIONS)).isEmpty();
  }

  @Test
  void aMessageForNobodyIsNotSent() {
    assertThat(broker.sealpost("{}", "send").exitCode()).isEqualTo(2);
    assertThat(broker.sealpost("", "send", "welcome").exitCode()).isEqualTo(1);
    assertThat(broker.received(Queues.ACTIVATIONS)).isEmpty();
  }
}
