package io.sealpost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Forty times too large: one dead message each, as it came; neighbours notice nothing. */
@Timeout(180)
class HugeMessageTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int SIZE = 40 * 1024 * 1024;

  @TempDir static Path folder;
  private static SealpostFixture sealpost;

  @BeforeAll
  static void start() throws Exception {
    sealpost =
        new SealpostFixture(folder)
            .activation("welcome", "events: [signup]")
            .activation("audit", "events: [signup]")
            .start();
  }

  @AfterAll
  static void stop() {
    sealpost.close();
  }

  @Test
  void aHugeTextForSeveralActivationsIsOneDeadMessage() throws Exception {
    String body = "{\"padding\":\"" + "é".repeat(SIZE) + "\"}";
    sealpost.send(
        context -> {
          Message message = context.createTextMessage(body);
          message.setStringProperty("event", "signup");
          message.setStringProperty("deliveryId", "text");
          return message;
        });
    neighbour("after-text");

    assertThat(deadBody("text", String.class).equals(body)).isTrue();
  }

  @Test
  void hugeBytesWrittenToADeliveryQueueAreOneDeadMessage() throws Exception {
    byte[] body = new byte[SIZE];
    new Random(SIZE).nextBytes(body);
    sealpost.jms(
        context -> {
          BytesMessage message = context.createBytesMessage();
          message.writeBytes(body);
          message.setStringProperty("deliveryId", "bytes");
          return context
              .createProducer()
              .send(context.createQueue("sealpost.delivery.welcome"), message);
        });
    neighbour("after-bytes");

    assertThat(Arrays.equals(deadBody("bytes", byte[].class), body)).isTrue();
  }

  private static void neighbour(String user) throws Exception {
    sealpost.send("{\"user_id\":\"" + user + "\"}", Map.of("activation", "welcome"));
    await()
        .atMost(LIMIT)
        .until(
            () ->
                sealpost.requestsTo("/welcome").stream()
                    .anyMatch(
                        request ->
                            new String(request.body(), StandardCharsets.UTF_8).contains(user)));
  }

  /** Takes it with a client that is not Sealpost's. */
  private static <T> T deadBody(String id, Class<T> type) throws Exception {
    await().atMost(LIMIT).until(() -> sealpost.depth("sealpost.dead") == 1);
    return sealpost.jmsWithoutPool(
        context -> {
          Message dead = dead(context);
          assertThat(dead.getStringProperty("deliveryId")).isEqualTo(id);
          assertThat(dead.getStringProperty("sealpostReason")).isEqualTo("too-large");
          assertThat(dead.getIntProperty("sealpostAttempts")).isZero();
          return dead.getBody(type);
        });
  }

  private static Message dead(JMSContext context) {
    return context.createConsumer(context.createQueue("sealpost.dead")).receive(LIMIT.toMillis());
  }
}
