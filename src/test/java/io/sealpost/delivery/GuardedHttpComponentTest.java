package io.sealpost.delivery;

import static io.sealpost.delivery.TestEndpoint.post;
import static io.sealpost.delivery.TestEndpoint.request;
import static io.sealpost.delivery.TestEndpoint.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.sealpost.signature.HttpHeader;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class GuardedHttpComponentTest {
  private static final String CALL = "http-acme:sealpost.invalid";

  private final CamelContext camel = new DefaultCamelContext();
  private final GuardedHttpComponent component = new GuardedHttpComponent(settings());
  private final RawServer server =
      RawServer.plain(
          RawServer.answering(
              "HTTP/1.1 200 OK\r\nCamelHttpUri: http://other.test/\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok"));

  @BeforeEach
  void start() throws Exception {
    bind();
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            routeTemplate("deliver")
                .templateParameter("queue")
                .from("direct:{{queue}}")
                .to(CALL)
                .id("call")
                .filter(constant(false))
                .process("classifyAnswer");
            from("direct:no-classify").routeId("no-classify").to(CALL);
          }
        });
    camel.start();
    for (String queue : List.of("whole", "other")) {
      TemplatedRouteBuilder.builder(camel, "deliver")
          .routeId(queue)
          .parameter("queue", queue)
          .add();
    }
  }

  @AfterEach
  void stop() throws Exception {
    camel.close();
    server.close();
  }

  @Test
  void aCallSendsTheGuardedRequestAndNothingElseOfTheExchange() {
    GuardedRequest request =
        request("PUT", url() + "/a%2Fb", List.of(new HttpHeader("X-A", "1")), "guarded");
    Exchange exchange =
        send(
            "direct:whole",
            request,
            Map.of(
                "CamelHttpUri", "http://other.test/",
                "cAmelHttpUri", "http://other.test/",
                "CamelHttpPath", "/other",
                "CamelHttpQuery", "other=1",
                "CamelHttpRawQuery", "other=1",
                "CamelRestHttpUri", "http://other.test/",
                "CamelHttpMethod", "DELETE",
                "CamelHttpProtocolVersion", "HTTP/1.0",
                "Content-Encoding", "gzip",
                "X-Other", "2"));
    assertThat(exchange.getException()).isNull();
    assertThat(server.received())
        .containsExactly(
            "PUT /a%2Fb HTTP/1.1\r\nX-A: 1\r\nHost: "
                + TestEndpoint.HOST
                + ":"
                + server.port()
                + "\r\nContent-Length: 7\r\nConnection: keep-alive\r\n\r\nguarded");
  }

  @Test
  void anAnswerIsAPropertyAndSteersNothing() {
    Exchange exchange = send("direct:whole", post(server.port(), "body"), Map.of());
    Answer answer = exchange.getProperty(GuardedHttpProducer.ANSWER, Answer.class);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).asString().isEqualTo("ok");
    assertThat(exchange.getMessage().getHeaders()).isEmpty();
    assertThat(exchange.getMessage().getBody()).isNull();
    assertThat(exchange.getProperties()).doesNotContainKey(Exchange.CHARSET_NAME);
  }

  @Test
  void aCallWithoutAnswerFailsAndLeavesNoEarlierAnswer() throws IOException {
    server.close();
    Exchange exchange = send("direct:whole", post(server.port(), "body"), Map.of(), earlier());
    assertThat(exchange.getException(CallFailedException.class).failure())
        .isEqualTo(CallFailure.CONNECT_REFUSED);
    assertThat(exchange.getProperty(GuardedHttpProducer.ANSWER)).isNull();
  }

  @Test
  void withoutAGuardedRequestNothingGoesOut() {
    Exchange exchange = send("direct:whole", null, Map.of("CamelHttpUri", url() + "/"));
    assertThat(exchange.getException())
        .isInstanceOf(RouteIncompleteException.class)
        .hasMessageContaining("sign and guard");
    assertThat(server.connectionCount()).isZero();
  }

  @Test
  void whatOnlyLooksLikeAGuardedRequestIsNone() {
    Exchange exchange = send("direct:whole", url(), Map.of());
    assertThat(exchange.getException()).isInstanceOf(RouteIncompleteException.class);
    assertThat(server.connectionCount()).isZero();
  }

  @Test
  void withoutAStepThatClassifiesNothingGoesOut() {
    Exchange exchange = send("direct:no-classify", post(server.port(), "body"), Map.of());
    assertThat(exchange.getException())
        .isInstanceOf(RouteIncompleteException.class)
        .hasMessageContaining("no-classify")
        .hasMessageContaining("classify");
    assertThat(server.connectionCount()).isZero();
  }

  @Test
  void aCallOutsideOfARouteNeedsNoStepAfterIt() {
    Exchange exchange = send(CALL, post(server.port(), "body"), Map.of());
    assertThat(exchange.getException()).isNull();
    assertThat(server.received()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http-acme:other.test",
        "http-acme:sealpost.invalid/path",
        "http-acme:sealpost.invalid?followRedirects=true",
        "http-acme:sealpost.invalid?responseTimeout=1"
      })
  void aRouteGivesNeitherAddressNorOptions(String uri) {
    assertThatExceptionOfType(ResolveEndpointFailedException.class)
        .isThrownBy(() -> camel.getEndpoint(uri))
        .withStackTraceContaining("write http-acme:sealpost.invalid");
  }

  @Test
  void stoppingClosesTheConnectionsAndStartingWorksAgain() {
    send("direct:whole", post(server.port(), "one"), Map.of());
    assertThat(component.connections().getAvailable()).isEqualTo(1);
    camel.stop();
    assertThat(component.connections().getAvailable()).isZero();
    await().untilAsserted(() -> assertThat(server.openConnections()).isZero());
    // A stopped context has let go of its components and beans.
    bind();
    camel.start();
    Exchange exchange = send("direct:whole", post(server.port(), "two"), Map.of());
    assertThat(exchange.getException()).isNull();
    assertThat(server.connectionCount()).isEqualTo(2);
  }

  @Test
  void aCallThatComesWhenItsConnectionIsGoneIsStoppedAndNoFaultOfItsMessage() {
    component.stop();
    Exchange exchange = send("direct:whole", post(server.port(), "late"), Map.of());
    assertThat(exchange.getException(CallFailedException.class).failure())
        .isEqualTo(CallFailure.CALL_STOPPED);
  }

  @Test
  void noThreadOutlivesACall() {
    send("direct:whole", post(server.port(), "body"), Map.of());
    camel.stop();
    await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("sealpost-")));
  }

  private void bind() {
    camel.addComponent("http-acme", component);
    camel
        .getRegistry()
        .bind(
            "classifyAnswer",
            new ClassifyAnswerProcessor(ClassifyFailureTest.settling(settlement -> true)));
  }

  private Exchange send(String uri, @Nullable Object request, Map<String, Object> headers) {
    return send(uri, request, headers, null);
  }

  private Exchange send(
      String uri,
      @Nullable Object request,
      Map<String, Object> headers,
      @Nullable Answer earlierAnswer) {
    ProducerTemplate template = camel.createProducerTemplate();
    return template.send(
        uri,
        exchange -> {
          exchange.setProperty(GuardedHttpProducer.REQUEST, request);
          exchange.setProperty(GuardedHttpProducer.ANSWER, earlierAnswer);
          exchange.getMessage().setHeaders(new HashMap<>(headers));
          exchange.getMessage().setBody("the exchange's own body");
        });
  }

  private String url() {
    return "http://" + TestEndpoint.HOST + ":" + server.port();
  }

  private static Answer earlier() {
    return new Answer(200, null, new byte[0], false, null, 0, 0, 0);
  }
}
