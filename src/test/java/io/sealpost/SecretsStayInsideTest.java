package io.sealpost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealpost.activation.Activation;
import io.sealpost.activation.ActivationMessage;
import io.sealpost.broker.BrokerCredentials;
import io.sealpost.broker.RawBody;
import io.sealpost.configuration.CamelPlaceholderResolver;
import io.sealpost.configuration.Configuration;
import io.sealpost.configuration.ConfigurationReader;
import io.sealpost.configuration.Defaults;
import io.sealpost.delivery.Delivery;
import io.sealpost.delivery.SignedRequest;
import io.sealpost.expression.TemplateParser;
import io.sealpost.receiver.Answer;
import io.sealpost.receiver.ReceivedRequest;
import io.sealpost.signature.HttpHeader;
import io.sealpost.signature.Secret;
import io.sealpost.trace.TraceContext;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of secret goes where it should, and shows nowhere else, whatever happens. */
class SecretsStayInsideTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir static Path folder;
  private static final Canaries CANARIES = new Canaries();
  private static final List<String> ACTIVATIONS = new ArrayList<>();
  private static LogCapture log;
  private static SealpostFixture sealpost;
  private static String managementToken;

  @BeforeAll
  static void deliverFailAndDieWithEveryKindOfSecret() throws Exception {
    log = LogCapture.everything();
    sealpost = new SealpostFixture(folder);
    ACTIVATIONS.addAll(new SecretConfiguration(sealpost, CANARIES).write());
    managementToken = CANARIES.hatch("management-token");
    sealpost
        .setting("camel.main.jmxEnabled", "true")
        .setting("sealpost.management.token", managementToken)
        .credentials(new BrokerCredentials("them", Secret.of(CANARIES.hatch("broker"))))
        .answer(SecretsStayInsideTest::echo);
    sealpost.start();
    for (String activation : ACTIVATIONS) {
      for (String user : List.of("delivered", "retried", "refused", "answered 999")) {
        sealpost.send("{\"user_id\":\"" + user + "\"}", Map.of("activation", activation));
      }
      sealpost.send("{}", Map.of("activation", activation));
    }
    sealpost.send("{\"user_id\":1}", Map.of("activation", "mistrusting"));
    sealpost.send("{\"user_id\":1}", Map.of("activation", "unreachable"));
    // Refused, and given up after a retry, and without the attribute; and the two without answer.
    int dead = 4 * ACTIVATIONS.size() + 2;
    await().atMost(LIMIT).until(() -> sealpost.depth("sealpost.dead") == dead);
  }

  @AfterAll
  static void close() {
    sealpost.close();
    log.close();
  }

  @Test
  void everySecretReachesItsEndpoint() {
    for (String activation : ACTIVATIONS) {
      assertThat(sealpost.requestsTo("/" + activation)).as(activation).hasSizeGreaterThan(3);
    }
    ReceivedRequest basic = sealpost.requestsTo("/basic").get(0);
    assertThat(basic.header("Authorization").orElseThrow()).startsWith("Basic ");
    assertThat(sealpost.requestsTo("/key-in-query").get(0).query()).contains("key=canary%2F");
    assertThat(sealpost.requestsTo("/referred").get(0).body())
        .asString()
        .contains("canary/partner");
  }

  @Test
  void noDeadMessageHoldsOne() throws Exception {
    List<String> dead =
        sealpost.browse(
            "sealpost.dead",
            message -> {
              StringBuilder text = new StringBuilder();
              for (var names = message.getPropertyNames(); names.hasMoreElements(); ) {
                String name = String.valueOf(names.nextElement());
                text.append(name).append(message.getObjectProperty(name)).append('\n');
              }
              return text + new String(RawBody.bytes(message), StandardCharsets.UTF_8);
            });

    assertThat(dead).isNotEmpty();
    CANARIES.assertAbsent("dead messages", String.join("\n", dead));
  }

  @Test
  void noAnswerOfTheManagementApiHoldsOne() throws Exception {
    for (String path : List.of("deliveries?limit=500", "stats", "dead?limit=500", "activations")) {
      CANARIES.assertAbsent(path, managed(path, null));
    }
    // Each starts routes of its own, and logs much.
    for (String activation : List.of("referred", "key-in-query")) {
      String tried = "activations/" + activation + "/test";
      String answer = managed(tried, "{\"user_id\":\"refused\"}");
      assertThat(answer).contains("\"outcome\":\"dead\"");
      CANARIES.assertAbsent(tried, answer);
    }
    CANARIES.assertAbsent("check", managed("configuration/check", ""));
    CANARIES.assertAbsent("audit", managed("audit?limit=500", null));
  }

  @Test
  void noMBeanShowsOne() throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    Set<ObjectName> names = server.queryNames(null, null);

    assertThat(names).anyMatch(name -> name.getCanonicalName().contains("deliver-basic"));
    for (ObjectName name : names) {
      String[] attributes =
          Stream.of(server.getMBeanInfo(name).getAttributes())
              .filter(MBeanAttributeInfo::isReadable)
              .map(MBeanAttributeInfo::getName)
              .toArray(String[]::new);
      // Those that cannot be read are left out.
      CANARIES.assertAbsent(name.toString(), server.getAttributes(name, attributes).toString());
      for (MBeanOperationInfo operation : server.getMBeanInfo(name).getOperations()) {
        if (operation.getName().startsWith("dump")
            && name.getDomain().contains("camel")
            && operation.getSignature().length == 0) {
          Object dumped = server.invoke(name, operation.getName(), null, null);
          CANARIES.assertAbsent(name + " " + operation.getName(), String.valueOf(dumped));
        }
      }
    }
  }

  @Test
  void healthShowsNone() throws Exception {
    URI url = URI.create("http://127.0.0.1:" + sealpost.observePort() + "/observe/health");
    String health =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString())
            .body();

    assertThat(health).contains("broker");
    CANARIES.assertAbsent("health", health);
  }

  @Test
  void whatMayBeShownOfARequestHoldsNone() throws Exception {
    Configuration configuration = read();
    for (Activation activation : configuration.activations().values()) {
      ActivationMessage message =
          new ActivationMessage(
              JsonNodeFactory.instance.objectNode().put("user_id", "u"),
              "d-1",
              1,
              0,
              null,
              null,
              null,
              null,
              TraceContext.ofDelivery(null, activation.name(), "d-1"));
      Delivery delivery = new Delivery(activation, message, configuration.secrets());
      SignedRequest request =
          delivery.attempt(Instant.now()).renderUrl().renderBody().renderHeaders().sign();
      CANARIES.assertAbsent(
          activation.name(),
          request.url().masked()
              + "\n"
              + request.url()
              + request.headers()
              + request.headers().stream().map(h -> h.value().masked()).toList()
              + request.body()
              + new String(request.body().masked(), StandardCharsets.UTF_8)
              + delivery);
    }
    CANARIES.assertAbsent(
        "configuration", configuration.connections() + "" + configuration.secrets());
  }

  @Test
  void aBadConfigurationTellsNoneNeitherReloadedNorAtTheStart() throws Exception {
    Files.writeString(
        folder.resolve("config/connections/bad.yaml"),
        """
        connection: bad
        urlPrefix: %s/
        authType: bearer
        bearerTokn: %s
        signing: {scheme: standard-webhooks, secrets: ["{{file:secrets/basic}}", %s]}
        tls: {clientCertificate: stranger.pem, clientKey: secrets/basic, password: "%s"}
        deliveryIdHeader: "{{file:secrets/basic}}"
        """
            .formatted(
                sealpost.origin(),
                CANARIES.hatch("misspelt"),
                CANARIES.hatch("unusable"),
                CANARIES.hatch("tls")));
    sealpost.file("connections/torn", "connection: torn\nbearerToken: \"" + CANARIES.hatch("torn"));

    await().atMost(LIMIT).until(() -> log.text().contains("bearerTokn"));
    assertThatThrownBy(
            () -> {
              try (SealpostFixture second = new SealpostFixture(folder)) {
                second.start();
              }
            })
        .isInstanceOf(StartException.class)
        .hasMessageContaining("bearerTokn")
        .satisfies(e -> CANARIES.assertAbsent("exception", LogCapture.stackTrace(e)));
    sealpost.without("connections/bad").without("connections/torn");
    CANARIES.assertAbsent("log", log.text());
  }

  @Test
  void noLogShowsOneAtAnyLevel() {
    assertThat(CANARIES.count()).isGreaterThan(12);
    assertThat(log.text()).contains("TRACE", "deliver-basic");
    CANARIES.assertAbsent("log", log.text());
  }

  /**
   * Of the management API.
   *
   * @param body null to read
   */
  private static String managed(String path, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + sealpost.managementPort() + "/v1/" + path))
            .header("Authorization", "Bearer " + managementToken);
    if (body != null) {
      request
          .header("Content-Type", "application/json")
          .POST(HttpRequest.BodyPublishers.ofString(body));
    }
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer.body();
  }

  private static Configuration read() {
    CamelPlaceholderResolver resolver =
        new CamelPlaceholderResolver(new DefaultCamelContext(), folder.resolve("config"));
    ConfigurationReader.Result result =
        new ConfigurationReader(resolver, new TemplateParser(Set.of()), Defaults.STANDARD)
            .read(folder.resolve("config"));
    assertThat(result.configuration()).as("%s", result.problems()).isNotNull();
    return result.configuration();
  }

  /** An endpoint that says back all it was told, where a sender might log it. */
  private static Answer echo(ReceivedRequest request) {
    String body = new String(request.body(), StandardCharsets.UTF_8);
    int status =
        body.contains("retried")
            ? 503
            : body.contains("refused") ? 400 : body.contains("999") ? 301 : 200;
    String heard = request.target() + request.forTerminal();
    return new Answer(
        status,
        List.of(
            new HttpHeader("Retry-After", request.header("Authorization").orElse("0")),
            new HttpHeader("Location", "https://example.com" + request.target())),
        heard.getBytes(StandardCharsets.UTF_8));
  }
}
