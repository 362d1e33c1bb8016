package io.sealpost;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealpost.activation.ActivationMessage;
import io.sealpost.activation.MessageReader;
import io.sealpost.broker.MessageBody;
import io.sealpost.cli.RenderedText;
import io.sealpost.configuration.CamelPlaceholderResolver;
import io.sealpost.configuration.Configuration;
import io.sealpost.configuration.ConfigurationReader;
import io.sealpost.configuration.Defaults;
import io.sealpost.delivery.Delivery;
import io.sealpost.delivery.RawServer;
import io.sealpost.delivery.SignedRequest;
import io.sealpost.expression.TemplateParser;
import io.sealpost.receiver.SelfSignedCertificate;
import io.sealpost.trace.TraceContext;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a request is said to be, by the types that make it and by the command {@code render}, is
 * what a socket receives when the same message comes from the queue: every byte of it.
 */
class RenderedIsSentTest {
  private static final String ATTRIBUTES =
      """
      {"user_id": "u-1", "odd": "a b/c?d=%2F&{e}+#:@ü€", "nested": {"n": 1.50, "l": [null]},
       "quoted": "\\"\\\\\\u2028 </script>"}""";

  @TempDir private static Path folder;
  private static SealpostFixture sealpost;
  private static RawServer server;
  private static Configuration configuration;

  @BeforeAll
  static void sendOneMessageToEach() throws Exception {
    sealpost = new SealpostFixture(folder);
    SelfSignedCertificate certificate = SelfSignedCertificate.forLoopback(Clock.systemUTC());
    certificate.writePem(folder.resolve("config/raw.pem"));
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(certificate.keyManagers().getKeyManagers(), null, null);
    server =
        RawServer.tls(
            tls,
            false,
            peer -> {
              if (peer.readRequest()) {
                peer.send("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
              }
            });
    RenderedCases cases = new RenderedCases("https://localhost:" + server.port());
    for (Map.Entry<String, String> file : cases.files().entrySet()) {
      sealpost.file(file.getKey(), file.getValue());
    }
    sealpost.start();
    configuration = read(folder.resolve("config"));
    for (String name : RenderedCases.names()) {
      sealpost.send(ATTRIBUTES, Map.of("activation", name, "event", "signed-up"));
    }
  }

  @AfterAll
  static void close() throws Exception {
    sealpost.close();
    server.close();
  }

  static List<String> names() {
    return RenderedCases.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void theSignedRequestIsWhatASocketReceives(String name) throws Exception {
    String received = receivedBy(name);
    SignedRequest request = rendered(name, received);

    assertThat(received).isEqualTo(wireForm(request));
  }

  @ParameterizedTest
  @MethodSource("names")
  void theCommandRenderPrintsWhatASocketReceives(String name) throws Exception {
    String received = receivedBy(name);

    String printed =
        RenderedText.of(
            folder.resolve("config"),
            name,
            ATTRIBUTES,
            header(received, "X-Time"),
            header(received, "X-Delivery"));

    assertThat(printed).isEqualTo(printedForm(received));
  }

  /** The one request of an activation. */
  private static String receivedBy(String name) {
    String mark = "\r\nX-Case: " + name + "\r\n";
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> server.received().stream().anyMatch(text -> text.contains(mark)));
    // All of it: the answer has been sent, so the body was read.
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> sealpost.depth("sealpost.delivery." + name) == 0);
    List<String> requests = server.received().stream().filter(t -> t.contains(mark)).toList();
    assertThat(requests).hasSize(1);
    return requests.get(0);
  }

  /** The request by the types, with the time and the delivery id of the one received. */
  private static SignedRequest rendered(String name, String received) throws Exception {
    ActivationMessage message =
        new ActivationMessage(
            MessageReader.attributes(new MessageBody.Text(ATTRIBUTES)),
            header(received, "X-Delivery"),
            1,
            0,
            "signed-up",
            null,
            null,
            null,
            TraceContext.ofDelivery(null, name, header(received, "X-Delivery")));
    return new Delivery(configuration.activations().get(name), message, configuration.secrets())
        .attempt(Instant.ofEpochSecond(Long.parseLong(header(received, "X-Time"))))
        .renderUrl()
        .renderBody()
        .renderHeaders()
        .sign();
  }

  /** Host, Content-Length and Connection are the HTTP client's, behind ours. */
  private static String wireForm(SignedRequest request) {
    String url = request.url().text();
    String authority = "localhost:" + server.port();
    byte[] body = request.body().bytes();
    boolean length = body.length > 0 || !List.of("GET", "DELETE").contains(request.method());
    return request.method()
        + " "
        + url.substring(("https://" + authority).length())
        + " HTTP/1.1\r\n"
        + request.headers().stream()
            .map(header -> header.name() + ": " + header.value().text() + "\r\n")
            .collect(Collectors.joining())
        + "Host: "
        + authority
        + "\r\n"
        + (length ? "Content-Length: " + body.length + "\r\n" : "")
        + "Connection: keep-alive\r\n\r\n"
        + new String(body, ISO_8859_1);
  }

  /** Bytes of the wire as {@code render} prints them: an absolute URL, and no version. */
  private static String printedForm(String received) {
    int headEnd = received.indexOf("\r\n\r\n");
    String head =
        received
            .substring(0, headEnd)
            .replaceFirst(" (/\\S*) HTTP/1.1\r\n", " https://localhost:" + server.port() + "$1\n")
            .replace("\r\n", "\n");
    return head + "\n\n" + new String(received.substring(headEnd + 4).getBytes(ISO_8859_1), UTF_8);
  }

  private static String header(String received, String name) {
    String from = "\r\n" + name + ": ";
    int start = received.indexOf(from) + from.length();
    return received.substring(start, received.indexOf("\r\n", start));
  }

  private static Configuration read(Path folder) {
    CamelContext context = new DefaultCamelContext();
    return Objects.requireNonNull(
        new ConfigurationReader(
                new CamelPlaceholderResolver(context, folder),
                new TemplateParser(List.of()),
                Defaults.STANDARD)
            .read(folder)
            .configuration());
  }
}
