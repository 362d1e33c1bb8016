package io.sealpost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import io.sealpost.receiver.Answer;
import io.sealpost.receiver.ReceivedRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spans as an OTLP receiver gets them. */
class TracingTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00f067aa0ba902b7";
  private static final String SECRET = "tell-nobody-4711";
  private static final List<Span> SPANS = new CopyOnWriteArrayList<>();
  private static final List<String> EXPORTED = new CopyOnWriteArrayList<>();

  @TempDir static Path folder;
  private static HttpServer collector;
  private static SealpostFixture sealpost;

  @BeforeAll
  static void start() throws Exception {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          var request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
          EXPORTED.add(request.toString());
          request.getResourceSpansList().stream()
              .flatMap(resource -> resource.getScopeSpansList().stream())
              .forEach(scope -> SPANS.addAll(scope.getSpansList()));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
    System.setProperty("otel.exporter.otlp.protocol", "http/protobuf");
    System.setProperty(
        "otel.exporter.otlp.endpoint", "http://127.0.0.1:" + collector.getAddress().getPort());
    System.setProperty("otel.bsp.schedule.delay", "100");
    sealpost =
        new SealpostFixture(folder)
            .activation("welcome", "customHeaders: {X-Key: \"{{secret:key}}\"}")
            .activation("traced", "")
            .activation("limited", "")
            .activation("dead", "")
            .file("secrets", "key: " + SECRET)
            .setting("sealpost.tracing.enabled", "true");
    sealpost.answer(
        request ->
            switch (request.path()) {
              case "/limited" -> Answer.of(sealpost.requestsTo("/limited").size() < 2 ? 503 : 200);
              case "/dead" -> Answer.of(400);
              default -> Answer.of(200);
            });
    sealpost.start();
  }

  @AfterAll
  static void close() {
    sealpost.close();
    collector.stop(0);
    List.of("protocol", "endpoint").forEach(n -> System.clearProperty("otel.exporter.otlp." + n));
    System.clearProperty("otel.bsp.schedule.delay");
  }

  @Test
  void dispatchAttemptCallAndReceiverAreOneTrace() throws Exception {
    send("traced", Map.of("traceparent", "00-" + TRACE + "-" + PARENT + "-01"));

    ReceivedRequest request = received("/traced", 1).get(0);
    Span attempt = attempts("traced", 1).get(0);
    Span call = childOf(attempt);
    Span dispatch = span(attempt.getParentSpanId());
    assertThat(List.of(dispatch, attempt, call))
        .extracting(s -> hex(s.getTraceId()))
        .containsOnly(TRACE);
    assertThat(hex(dispatch.getParentSpanId())).isEqualTo(PARENT);
    assertThat(request.header("traceparent"))
        .contains("00-" + TRACE + "-" + hex(attempt.getSpanId()) + "-01");
    assertThat(attribute(attempt, "sealpost.delivery_id"))
        .isEqualTo(request.header("Sealpost-Delivery-Id").orElseThrow());
  }

  @Test
  void theAttemptsOfADeliveryAreSpansOfOneTraceAlsoWithoutATraceparent() throws Exception {
    send("limited", Map.of());

    List<ReceivedRequest> requests = received("/limited", 2);
    List<Span> attempts = attempts("limited", 2);
    assertThat(attempts)
        .extracting(s -> hex(s.getTraceId()))
        .containsOnly(hex(attempts.get(0).getTraceId()));
    assertThat(attempts)
        .extracting(Span::getParentSpanId)
        .containsOnly(attempts.get(0).getParentSpanId());
    assertThat(requests)
        .extracting(request -> request.header("traceparent").orElseThrow().substring(36, 52))
        .containsExactlyInAnyOrderElementsOf(
            attempts.stream().map(attempt -> hex(attempt.getSpanId())).toList());
  }

  @Test
  void noSpanHoldsAnythingOfAMessageASecretOrAUrl() throws Exception {
    send("dead", Map.of("deliveryId", "dead-1"));
    send("welcome", Map.of("deliveryId", "secret-1"));

    attempts("dead", 1);
    await().atMost(LIMIT).until(() -> String.join("", EXPORTED).contains("secret-1"));
    assertThat(String.join("", EXPORTED))
        .doesNotContain(SECRET, "user_id", "canary-value", sealpost.origin(), "http://", "https://")
        .doesNotContain("stacktrace", "traceHeaders");
    assertThat(SPANS).allMatch(span -> span.getEventsCount() == 0);
  }

  @Test
  void recordsOfAttemptsMakeNoSpans() throws Exception {
    send("welcome", Map.of("deliveryId", "counted"));

    await().atMost(LIMIT).until(() -> String.join("", EXPORTED).contains("counted"));
    await().atMost(LIMIT).until(() -> sealpost.depth("sealpost.attempts") == 0);
    assertThat(SPANS).extracting(Span::getName).doesNotContain("sealpost.attempts");
  }

  private static void send(String activation, Map<String, String> properties) throws Exception {
    sealpost.send(
        context -> {
          var message = context.createTextMessage("{\"user_id\":\"canary-value\"}");
          message.setStringProperty("activation", activation);
          for (Map.Entry<String, String> property : properties.entrySet()) {
            message.setStringProperty(property.getKey(), property.getValue());
          }
          return message;
        });
  }

  private static List<ReceivedRequest> received(String path, int count) {
    await().atMost(LIMIT).until(() -> sealpost.requestsTo(path).size() >= count);
    return sealpost.requestsTo(path);
  }

  private static List<Span> attempts(String activation, int count) {
    return await()
        .atMost(LIMIT)
        .until(
            () ->
                SPANS.stream()
                    .filter(span -> activation.equals(attribute(span, "sealpost.activation")))
                    .toList(),
            found -> found.size() >= count);
  }

  private static Span span(ByteString id) {
    return await()
        .atMost(LIMIT)
        .until(
            () -> SPANS.stream().filter(span -> span.getSpanId().equals(id)).findFirst(),
            java.util.Optional::isPresent)
        .orElseThrow();
  }

  private static Span childOf(Span parent) {
    return await()
        .atMost(LIMIT)
        .until(
            () ->
                SPANS.stream()
                    .filter(span -> span.getParentSpanId().equals(parent.getSpanId()))
                    .findFirst(),
            java.util.Optional::isPresent)
        .orElseThrow();
  }

  private static String attribute(Span span, String name) {
    return span.getAttributesList().stream()
        .filter(attribute -> attribute.getKey().equals(name))
        .map(attribute -> attribute.getValue().getStringValue())
        .findFirst()
        .orElse("");
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
