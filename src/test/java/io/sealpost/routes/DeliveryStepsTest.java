package io.sealpost.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sealpost.activation.Activation;
import io.sealpost.activation.ActivationMessage;
import io.sealpost.broker.Forward;
import io.sealpost.broker.Settlement;
import io.sealpost.configuration.CamelPlaceholderResolver;
import io.sealpost.configuration.Configuration;
import io.sealpost.configuration.ConfigurationReader;
import io.sealpost.configuration.Defaults;
import io.sealpost.delivery.DeliveryRoutes;
import io.sealpost.delivery.DeliverySteps;
import io.sealpost.event.OperationalEvents;
import io.sealpost.expression.TemplateParser;
import io.sealpost.receiver.Answer;
import io.sealpost.receiver.ReceivedRequest;
import io.sealpost.receiver.SelfSignedCertificate;
import io.sealpost.receiver.TlsReceiver;
import io.sealpost.trace.TraceContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.test.main.junit5.CamelMainTestSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped template without its broker: what a YAML file can be made to do, and what not. */
class DeliveryStepsTest extends CamelMainTestSupport {
  private static final String TEMPLATE = "deliver-webhook.camel.yaml";
  private static final String ENTRY = "direct:messages";
  private static final List<ReceivedRequest> REQUESTS = new CopyOnWriteArrayList<>();

  @TempDir static Path folder;
  private static TlsReceiver receiver;

  private final List<Settlement> settlements = new ArrayList<>();
  private Configuration configuration;

  @BeforeAll
  static void startReceiver() throws IOException {
    SelfSignedCertificate certificate = SelfSignedCertificate.forLoopback(Clock.systemUTC());
    receiver =
        TlsReceiver.start(
            0,
            certificate,
            Clock.systemUTC(),
            request -> {
              REQUESTS.add(request);
              return new Answer(200, List.of(), "thanks".getBytes(StandardCharsets.UTF_8));
            });
    certificate.writePem(folder.resolve("receiver.pem"));
    Files.createDirectories(folder.resolve("connections"));
    Files.createDirectories(folder.resolve("activations"));
    Files.writeString(
        folder.resolve("connections/acme.yaml"),
        """
        connection: acme
        urlPrefix: %s/
        authType: none
        signing: {secrets: [signing-secret]}
        tls: {trust: receiver.pem}
        allowAddresses: [127.0.0.0/8, "::1/128"]
        """
            .formatted(receiver.origin()));
    Files.writeString(
        folder.resolve("activations/welcome.yaml"),
        """
        activation: welcome
        connection: acme
        url: %s/welcome
        requestBody: {user_id: "{{user_id}}"}
        """
            .formatted(receiver.origin()));
  }

  @AfterAll
  static void stopReceiver() {
    receiver.close();
    REQUESTS.clear();
  }

  @Override
  protected void configure(MainConfigurationProperties camel) {
    REQUESTS.clear();
    camel.withRoutesIncludePattern("file:routes/error-policy.camel.yaml");
    camel.addConfiguration(
        new CamelConfiguration() {
          @Override
          public void configure(CamelContext context) {
            Registry registry = context.getRegistry();
            DeliverySteps.bind(
                registry,
                () -> configuration,
                settlements::add,
                OperationalEvents.none(),
                Clock.systemUTC(),
                "node");
          }
        });
  }

  @Test
  void withAllItsStepsTheTemplateDelivers() throws Exception {
    Exchange done = deliverThrough(shipped());

    assertThat(REQUESTS).extracting(ReceivedRequest::target).containsExactly("/welcome");
    assertThat(REQUESTS.get(0).header("X-TD-Signature")).isPresent();
    assertThat(settlements).extracting(Settlement::forwards).containsExactly(List.of());
    assertThat(done.isFailed()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("stepIds")
  void withoutAStepNothingGoesOutAndTheMessageIsDead(String id) throws Exception {
    ArrayNode file = shipped();
    steps(file).remove(indexOf(steps(file), id));

    Exchange done = deliverThrough(file);

    assertIncomplete(done);
  }

  @ParameterizedTest
  @MethodSource("stepIds")
  void aStepBeforeTheOneItNeedsFailsTheDelivery(String id) throws Exception {
    ArrayNode file = shipped();
    ArrayNode steps = steps(file);
    int place = indexOf(steps, id);
    // The first changes places with the last.
    steps.insert(place == 0 ? steps.size() - 1 : place - 1, steps.remove(place));

    Exchange done = deliverThrough(file);

    assertIncomplete(done);
  }

  @Test
  void theAnswersBodyNeverComesBackIntoTheRoute() throws Exception {
    Exchange done = deliverThrough(shipped());

    assertThat(done.getMessage().getBody()).isNull();
    assertThat(done.getMessage().getHeaders()).isEmpty();
  }

  private void assertIncomplete(Exchange done) {
    assertThat(REQUESTS).isEmpty();
    assertThat(settlements).hasSize(1);
    Forward dead = settlements.get(0).forwards().get(0);
    assertThat(dead.queue()).isEqualTo("sealpost.dead");
    assertThat(dead.properties())
        .containsEntry("sealpostReason", "route-incomplete")
        .containsEntry("sealpostAttempts", 0);
    assertThat(done.getMessage().getBody()).isNotEqualTo("thanks");
    assertThat(done.getProperty(Exchange.EXCEPTION_CAUGHT)).isInstanceOf(Exception.class);
  }

  private Exchange deliverThrough(ArrayNode file) throws Exception {
    configuration = readConfiguration();
    PluginHelper.getRoutesLoader(context)
        .loadRoutes(ResourceHelper.fromString(TEMPLATE, new YAMLMapper().writeValueAsString(file)));
    Activation welcome = configuration.activations().get("welcome");
    new DeliveryRoutes(context).add(welcome, ENTRY);
    Exchange done = template.send(ENTRY, exchange -> exchange.getMessage().setBody(message()));
    assertThat(done.getException()).isNull();
    return done;
  }

  private Configuration readConfiguration() {
    ConfigurationReader reader =
        new ConfigurationReader(
            new CamelPlaceholderResolver(context, folder),
            new TemplateParser(Set.of()),
            Defaults.STANDARD);
    ConfigurationReader.Result result = reader.read(folder);
    assertThat(result.configuration()).as("%s", result.problems()).isNotNull();
    return result.configuration();
  }

  private static ActivationMessage message() {
    ObjectNode attributes = JsonNodeFactory.instance.objectNode().put("user_id", "u-1");
    return new ActivationMessage(
        attributes,
        "d-1",
        1,
        0,
        null,
        null,
        null,
        null,
        TraceContext.ofDelivery(null, "welcome", "d-1"));
  }

  private static ArrayNode shipped() throws IOException {
    return (ArrayNode) new YAMLMapper().readTree(Path.of("routes", TEMPLATE).toFile());
  }

  static List<String> stepIds() throws IOException {
    return steps(shipped()).findValuesAsText("id");
  }

  private static ArrayNode steps(JsonNode file) {
    return (ArrayNode) file.at("/0/routeTemplate/route/from/steps");
  }

  private static int indexOf(ArrayNode steps, String id) {
    return steps.findValuesAsText("id").indexOf(id);
  }
}
