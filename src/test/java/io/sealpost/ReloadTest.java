package io.sealpost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sealpost.receiver.Answer;
import io.sealpost.receiver.ReceivedRequest;
import io.sealpost.receiver.SelfSignedCertificate;
import io.sealpost.signature.Secret;
import io.sealpost.signature.SignatureScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Route;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Files are edited while messages flow: what is new applies, what did not change is not touched.
 */
class ReloadTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String PERSISTENT = "retryLimit: 100\n";

  @TempDir static Path folder;
  private static SealpostFixture sealpost;

  @BeforeAll
  static void start() throws Exception {
    sealpost = new SealpostFixture(folder);
    SelfSignedCertificate.forLoopback(Clock.systemUTC())
        .writePem(folder.resolve("config/stranger.pem"));
    Files.writeString(folder.resolve("config/rotating.secret"), "before");
    connection("rotating", "rotating.secret", "receiver.pem", "/");
    connection("strict", "signing.secret", "stranger.pem", "/");
    connection("late", "signing.secret", "stranger.pem", "/old/");
    sealpost
        .activation("steady", "")
        .activation("gone", PERSISTENT)
        .activation("moving", PERSISTENT)
        .activation("rotated", "rotating", "")
        .activation("mistrusted", "strict", PERSISTENT)
        .start();
  }

  @BeforeEach
  void succeed() {
    sealpost.answer(request -> Answer.of(200));
  }

  @AfterAll
  static void close() {
    sealpost.close();
  }

  @Test
  void aNewActivationIsServedWithoutTouchingAnotherNorItsCall() throws Exception {
    Route steady = route("steady");
    CountDownLatch answer = new CountDownLatch(1);
    sealpost.answer(request -> request.path().equals("/steady") ? after(answer) : Answer.of(200));
    int before = sealpost.requestsTo("/steady").size();
    send("steady");
    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/steady").size() == before + 1);

    long uptime = steady.getUptimeMillis();
    sealpost.activation("fresh", "");
    await().atMost(LIMIT).until(() -> route("fresh") != null);
    send("fresh");

    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/fresh").size() == 1);
    assertThat(route("steady")).isSameAs(steady);
    assertThat(steady.getUptimeMillis()).isGreaterThanOrEqualTo(uptime);
    assertThat(sealpost.depth("sealpost.delivery.steady")).isEqualTo(1);
    answer.countDown();
    await().atMost(LIMIT).until(() -> sealpost.depth("sealpost.delivery.steady") == 0);
    assertThat(sealpost.requestsTo("/steady")).hasSize(before + 1);
  }

  @Test
  void aNewActivationDoesNotWaitForTheCallsOfOneThatChanged() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    sealpost.activation("slow", "");
    await().atMost(LIMIT).until(() -> route("slow") != null);
    Route slow = route("slow");
    sealpost.answer(request -> request.path().equals("/slow") ? after(answer) : Answer.of(200));
    send("slow");
    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/slow").size() == 1);

    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger logger = (Logger) LoggerFactory.getLogger(ConfigurationReload.class);
    logger.addAppender(log);
    sealpost.activation("slow", "concurrency: 3");
    await().atMost(LIMIT).until(() -> !List.copyOf(log.list).isEmpty());
    logger.detachAppender(log);
    sealpost.activation("quick", "");
    await().atMost(LIMIT).until(() -> route("quick") != null);
    send("quick");

    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/quick").size() == 1);
    assertThat(sealpost.depth("sealpost.delivery.slow")).isEqualTo(1);
    answer.countDown();
    await().atMost(LIMIT).until(() -> route("slow") != null && route("slow") != slow);
    send("slow");
    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/slow").size() == 2);
    sealpost.without("activations/slow").without("activations/quick");
  }

  @Test
  void anErrorInAnyFileKeepsTheOldConfigurationAndIsLogged() throws Exception {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger logger = (Logger) LoggerFactory.getLogger(ConfigurationReload.class);
    logger.addAppender(log);
    try {
      sealpost.activation("broken", "retryLimmit: 3");
      sealpost.activation("steady", "httpMethod: PUT");
      await().atMost(LIMIT).until(() -> List.copyOf(log.list).size() > 1);
      assertThat(List.copyOf(log.list).get(0).getLevel()).isEqualTo(Level.ERROR);
      assertThat(List.copyOf(log.list).get(1).getFormattedMessage())
          .contains("activations/broken.yaml", "retryLimmit", "retryLimit");

      int before = sealpost.requestsTo("/steady").size();
      send("steady");
      await().atMost(LIMIT).until(() -> sealpost.requestsTo("/steady").size() == before + 1);
      assertThat(sealpost.requestsTo("/steady").get(before).method()).isEqualTo("POST");
      assertThat(route("broken")).isNull();
    } finally {
      sealpost.activation("steady", "").without("activations/broken");
      logger.detachAppender(log);
    }
  }

  @Test
  void aRemovedActivationsMessagesWaitUntilItIsBack() throws Exception {
    sealpost.answer(request -> Answer.of(503));
    send("gone");
    await().atMost(LIMIT).until(() -> !sealpost.requestsTo("/gone").isEmpty());
    sealpost.without("activations/gone");
    await().atMost(LIMIT).until(() -> route("gone") == null);
    int before = sealpost.requestsTo("/gone").size();

    // Nothing else is left to be waited for: the broker has it, and nobody who would take it.
    assertThat(sealpost.depth("sealpost.delivery.gone")).isEqualTo(1);
    send("gone");
    await().atMost(LIMIT).until(() -> sealpost.dead("gone").size() == 1);
    sealpost.answer(request -> Answer.of(200));
    sealpost.activation("gone", PERSISTENT);

    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/gone").size() == before + 1);
    await().atMost(LIMIT).until(() -> sealpost.depth("sealpost.delivery.gone") == 0);
    assertThat(sealpost.requestsTo("/gone"))
        .extracting(request -> request.header("Sealpost-Delivery-Id").orElseThrow())
        .containsOnly(
            sealpost.requestsTo("/gone").get(0).header("Sealpost-Delivery-Id").orElseThrow());
    assertThat(sealpost.dead("gone")).hasSize(1);
  }

  @Test
  void aChangedUrlAppliesToTheNextAttempt() throws Exception {
    sealpost.answer(request -> Answer.of(request.path().equals("/moved") ? 200 : 503));
    Route moving = route("moving");
    send("moving");
    await().atMost(LIMIT).until(() -> !sealpost.requestsTo("/moving").isEmpty());

    Path file = folder.resolve("config/activations/moving.yaml");
    Files.writeString(
        file,
        Files.readString(file)
            .replace(sealpost.origin() + "/moving", sealpost.origin() + "/moved"));

    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/moved").size() == 1);
    await().atMost(LIMIT).until(() -> sealpost.depth("sealpost.delivery.moving") == 0);
    assertThat(route("moving")).isSameAs(moving);
  }

  @Test
  void aRotatedSecretSignsTheNextRequest() throws Exception {
    send("rotated");
    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/rotated").size() == 1);
    assertThat(isSigned(sealpost.requestsTo("/rotated").get(0), "before")).isTrue();
    Route before = route("rotated");

    Files.writeString(folder.resolve("config/rotating.secret"), "after");
    await().atMost(LIMIT).until(() -> route("rotated") != null && route("rotated") != before);
    send("rotated");

    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/rotated").size() == 2);
    assertThat(isSigned(sealpost.requestsTo("/rotated").get(1), "after")).isTrue();
    assertThat(isSigned(sealpost.requestsTo("/rotated").get(1), "before")).isFalse();
  }

  @Test
  void aChangedTrustAppliesToTheNextAttempt() throws Exception {
    send("mistrusted");
    // It is tried, and fails before the receiver sees a request.
    await()
        .atMost(LIMIT)
        .until(() -> sealpost.queue("sealpost.delivery.mistrusted").scheduled() == 1);
    assertThat(sealpost.requestsTo("/mistrusted")).isEmpty();

    connection("strict", "signing.secret", "receiver.pem", "/");

    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/mistrusted").size() == 1);
    await().atMost(LIMIT).until(() -> sealpost.depth("sealpost.delivery.mistrusted") == 0);
  }

  @Test
  void aNewActivationOfAConnectionChangedAtTheSameTimeIsServed() throws Exception {
    // Below /old/ nothing of it lies: valid only together with what comes next.
    sealpost.activation("newcomer", "late", "");

    connection("late", "signing.secret", "receiver.pem", "/");

    await().atMost(LIMIT).until(() -> route("newcomer") != null);
    send("newcomer");
    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/newcomer").size() == 1);
    await().atMost(LIMIT).until(() -> sealpost.depth("sealpost.delivery.newcomer") == 0);
  }

  private static void connection(String name, String secret, String trust, String prefix)
      throws IOException {
    sealpost.file(
        "connections/" + name,
        """
        connection: %s
        urlPrefix: %s%s
        authType: none
        signing: {secrets: ["{{file:%s}}"]}
        tls: {trust: %s}
        allowAddresses: [127.0.0.0/8, "::1/128"]
        """
            .formatted(name, sealpost.origin(), prefix, secret, trust));
  }

  private static Route route(String activation) {
    return sealpost.camel().getRoute("deliver-" + activation);
  }

  private static void send(String activation) throws Exception {
    sealpost.send("{\"user_id\":\"u-1\"}", Map.of("activation", activation));
  }

  private static Answer after(CountDownLatch latch) {
    try {
      latch.await();
      return Answer.of(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.of(503);
    }
  }

  private static boolean isSigned(ReceivedRequest request, String secret) {
    return SignatureScheme.preset("td")
        .verifier(List.of(Secret.of(secret)), null)
        .verify(request.signatureInput(sealpost.origin()), Instant.now())
        .isAccepted();
  }
}
