package io.sealpost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealpost.attemptlog.AttemptLogException;
import io.sealpost.attemptlog.AttemptRecord;
import io.sealpost.attemptlog.DatabaseSettings;
import io.sealpost.attemptlog.JdbcAttemptLog;
import io.sealpost.receiver.Answer;
import io.sealpost.receiver.ReceivedRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which trace a request belongs to, from the message to the wire. */
class TracePropagationTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String GIVEN = "00-" + TRACE + "-00f067aa0ba902b7-00";

  @TempDir static Path folder;
  private static SealpostFixture sealpost;
  private static JdbcAttemptLog log;

  @BeforeAll
  static void start() throws Exception {
    sealpost =
        new SealpostFixture(folder)
            .connection("silent", "traceHeaders: false")
            .activation("welcome", "")
            .activation("retried", "")
            .activation("own", "")
            .activation("silent", "silent", "")
            .start();
    sealpost.answer(
        request ->
            Answer.of(
                request.path().equals("/welcome")
                        || sealpost.requestsTo(request.path()).size() > 2
                        || request.path().equals("/silent")
                    ? 200
                    : 503));
    // The same JVM may open H2's file twice.
    log = JdbcAttemptLog.of(DatabaseSettings.file(folder.resolve("data")));
  }

  @AfterAll
  static void close() {
    log.close();
    sealpost.close();
  }

  @Test
  void theMessagesTraceGoesOnInASpanForEachAttempt() throws Exception {
    send("retried", Map.of("traceparent", GIVEN, "tracestate", "vendor=1"));

    List<ReceivedRequest> attempts = received("/retried", 3);
    assertThat(attempts)
        .extracting(request -> request.header("tracestate").orElseThrow())
        .containsOnly("vendor=1");
    assertThat(attempts)
        .extracting(TracePropagationTest::traceparent)
        .doesNotHaveDuplicates()
        .doesNotContain(GIVEN)
        .allMatch(parent -> parent.matches("00-" + TRACE + "-[0-9a-f]{16}-00"));
    await().atMost(LIMIT).until(() -> logged("retried").size() == 3);
    assertThat(logged("retried"))
        .extracting(AttemptRecord::traceparent)
        .containsExactlyElementsOf(
            attempts.stream().map(TracePropagationTest::traceparent).toList());
  }

  @Test
  void withoutOneADeliveryHasATraceOfItsOwn() throws Exception {
    send("own", Map.of());

    List<ReceivedRequest> attempts = received("/own", 3);
    assertThat(attempts)
        .extracting(TracePropagationTest::traceparent)
        .doesNotHaveDuplicates()
        .allMatch(parent -> parent.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01"));
    assertThat(attempts)
        .extracting(request -> traceparent(request).substring(3, 35))
        .containsOnly(traceparent(attempts.get(0)).substring(3, 35));
  }

  @Test
  void whatIsNoContextReachesNoRequest() throws Exception {
    List<Map<String, String>> hostile =
        List.of(
            Map.of("traceparent", GIVEN + "\r\nX-Injected: 1", "tracestate", "a=b"),
            Map.of("traceparent", "f".repeat(200 * 1024)),
            Map.of("traceparent", GIVEN.toUpperCase(java.util.Locale.ROOT)),
            Map.of("Traceparent", GIVEN),
            Map.of("traceparent", GIVEN.replace(TRACE, "0".repeat(32))),
            Map.of("traceparent", "ff" + GIVEN.substring(2)),
            Map.of("tracestate", "a=b"));
    for (Map<String, String> properties : hostile) {
      send("welcome", properties);
    }
    send("welcome", Map.of("traceparent", GIVEN, "tracestate", "a=b\r\nX-Injected: 1"));

    List<ReceivedRequest> requests = received("/welcome", hostile.size() + 1);
    assertThat(requests)
        .allSatisfy(
            request -> {
              assertThat(request.header("X-Injected")).isEmpty();
              assertThat(request.header("tracestate")).isEmpty();
              assertThat(traceparent(request)).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]");
            });
    assertThat(requests).filteredOn(request -> traceparent(request).contains(TRACE)).hasSize(1);
    assertThat(sealpost.dead("welcome")).isEmpty();
  }

  @Test
  void aConnectionCanDoWithoutTheHeaders() throws Exception {
    send("silent", Map.of("traceparent", GIVEN, "tracestate", "a=b"));

    ReceivedRequest request = received("/silent", 1).get(0);
    assertThat(request.header("traceparent")).isEmpty();
    assertThat(request.header("tracestate")).isEmpty();
    await().atMost(LIMIT).until(() -> !logged("silent").isEmpty());
    assertThat(logged("silent").get(0).traceparent()).contains(TRACE);
  }

  private static List<AttemptRecord> logged(String deliveryId) throws AttemptLogException {
    return log.attempts(deliveryId);
  }

  private static void send(String activation, Map<String, String> properties) throws Exception {
    sealpost.send(
        context -> {
          var message = context.createTextMessage("{\"user_id\":1}");
          message.setStringProperty("activation", activation);
          if (!activation.equals("welcome")) {
            message.setStringProperty("deliveryId", activation);
          }
          for (Map.Entry<String, String> property : properties.entrySet()) {
            message.setStringProperty(property.getKey(), property.getValue());
          }
          return message;
        });
  }

  private static List<ReceivedRequest> received(String path, int count) {
    await().atMost(LIMIT).until(() -> sealpost.requestsTo(path).size() == count);
    return sealpost.requestsTo(path);
  }

  private static String traceparent(ReceivedRequest request) {
    return request.header("traceparent").orElseThrow();
  }
}
