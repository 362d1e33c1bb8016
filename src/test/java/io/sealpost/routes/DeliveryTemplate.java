package io.sealpost.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sealpost.activation.Activation;
import io.sealpost.activation.ActivationMessage;
import io.sealpost.activation.Observers;
import io.sealpost.broker.Settlement;
import io.sealpost.configuration.CamelPlaceholderResolver;
import io.sealpost.configuration.Configuration;
import io.sealpost.configuration.ConfigurationReader;
import io.sealpost.configuration.Defaults;
import io.sealpost.delivery.DeliveryRoutes;
import io.sealpost.delivery.DeliverySteps;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The shipped template without its broker, one activation, and a TLS receiver. */
abstract class DeliveryTemplate extends CamelMainTestSupport {
  private static final String TEMPLATE = "deliver-webhook.camel.yaml";
  private static final String ENTRY = "direct:messages";
  static final List<ReceivedRequest> REQUESTS = new CopyOnWriteArrayList<>();

  @TempDir static Path folder;
  private static TlsReceiver receiver;

  /** What the receiver answers. */
  static volatile int status = 200;

  /** What was handed over; as with its real owner, only the first counts. */
  final List<Settlement> settlements = new ArrayList<>();

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
              return new Answer(status, List.of(), "thanks".getBytes(StandardCharsets.UTF_8));
            });
    certificate.writePem(folder.resolve("receiver.pem"));
    Files.createDirectories(folder.resolve("connections"));
    Files.createDirectories(folder.resolve("activations"));
  }

  @BeforeEach
  void callTheReceiver() throws IOException {
    call(receiver.origin());
  }

  /** Where the activation's endpoint is. */
  static void call(String origin) throws IOException {
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
            .formatted(origin));
    Files.writeString(
        folder.resolve("activations/welcome.yaml"),
        """
        activation: welcome
        connection: acme
        url: %s/welcome
        requestBody: {user_id: "{{user_id}}"}
        """
            .formatted(origin));
  }

  @AfterAll
  static void stopReceiver() {
    receiver.close();
    REQUESTS.clear();
  }

  @Override
  protected void configure(MainConfigurationProperties camel) {
    REQUESTS.clear();
    status = 200;
    camel.withRoutesIncludePattern("file:routes/error-policy.camel.yaml");
    camel.addConfiguration(
        new CamelConfiguration() {
          @Override
          public void configure(CamelContext context) {
            Registry registry = context.getRegistry();
            DeliverySteps.bind(
                registry,
                () -> configuration,
                settlement -> settlements.isEmpty() && settlements.add(settlement),
                Observers.none(),
                Clock.systemUTC(),
                "node");
          }
        });
  }

  Exchange deliverThrough(ArrayNode file) throws Exception {
    configuration = readConfiguration();
    PluginHelper.getRoutesLoader(context)
        .loadRoutes(ResourceHelper.fromString(TEMPLATE, new YAMLMapper().writeValueAsString(file)));
    Activation welcome = configuration.activations().get("welcome");
    new DeliveryRoutes(context).add(welcome, ENTRY);
    return template.send(ENTRY, exchange -> exchange.getMessage().setBody(message()));
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
    TraceContext trace = TraceContext.ofDelivery(null, "welcome", "d-1");
    return new ActivationMessage(attributes, "d-1", 1, 0, null, null, null, null, trace);
  }

  static ArrayNode shipped() throws IOException {
    return (ArrayNode) new YAMLMapper().readTree(Path.of("routes", TEMPLATE).toFile());
  }

  static ArrayNode steps(JsonNode file) {
    return (ArrayNode) file.at("/0/routeTemplate/route/from/steps");
  }

  static int indexOf(ArrayNode steps, String id) {
    return steps.findValuesAsText("id").indexOf(id);
  }
}
