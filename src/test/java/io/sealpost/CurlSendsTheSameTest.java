package io.sealpost;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sealpost.cli.RenderedText;
import io.sealpost.delivery.RawServer;
import io.sealpost.receiver.SelfSignedCertificate;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code render --curl} prints makes the real curl send what {@code render} prints. */
class CurlSendsTheSameTest {
  private static final String AT = "1772366400";
  private static final String ATTRIBUTES =
      """
      {"user_id": "u-1", "odd": "a b/c?d=%2F&{e}[f]+#:@ü€", "nested": {"n": 1.50, "l": [null]},
       "quoted": "\\"\\\\'$(id)`id`!\\n\\u0000\\u2028 </script>"}""";

  @TempDir private static Path folder;
  private static RawServer server;

  @BeforeAll
  static void configure() throws Exception {
    assumeThat(isThere("curl")).as("curl is installed").isTrue();
    SelfSignedCertificate certificate = SelfSignedCertificate.forLoopback(Clock.systemUTC());
    Files.createDirectories(folder.resolve("connections"));
    Files.createDirectories(folder.resolve("activations"));
    certificate.writePem(folder.resolve("raw.pem"));
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
    String origin = "https://localhost:" + server.port();
    for (Map.Entry<String, String> file : new RenderedCases(origin).files().entrySet()) {
      Files.writeString(folder.resolve(file.getKey() + ".yaml"), file.getValue());
    }
    Files.writeString(
        folder.resolve("activations/big.yaml"),
        """
        activation: big
        connection: none-unsigned
        url: %s/big
        customHeaders: {X-Empty: "{{absent}}", Accept: text/plain}
        missing: null
        requestBody: {text: "{{text}}"}
        """
            .formatted(origin));
  }

  @AfterAll
  static void close() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  static List<String> names() {
    return RenderedCases.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void curlSendsWhatRenderPrints(String name) throws Exception {
    assertCurlSends(name, ATTRIBUTES);
  }

  /** Longer than one argument may be, and long enough for curl to ask before it sends. */
  @Test
  void aBodyOfNearlyOneMegabyteAndAnEmptyHeaderAreNoTroubleToCurl() throws Exception {
    assertCurlSends("big", "{\"text\": \"" + "é".repeat(500_000) + "\"}");
  }

  private static void assertCurlSends(String name, String attributes) throws Exception {
    String printed = RenderedText.of(folder, name, attributes, AT, "del_1");
    String command = RenderedText.asCurl(folder, name, attributes, AT, "del_1");

    String sent = sentBy(command);

    int end = sent.indexOf("\r\n\r\n");
    int blank = printed.indexOf("\n\n");
    assertThat(lines(sent.substring(0, end)))
        .containsExactlyInAnyOrderElementsOf(wire(lines(printed.substring(0, blank))));
    assertThat(sent.substring(end + 4).getBytes(ISO_8859_1))
        .isEqualTo(printed.substring(blank + 2).getBytes(UTF_8));
  }

  /** curl writes Host first: the order of headers of different names says nothing. */
  private static List<String> wire(List<String> printed) {
    return printed.stream()
        .map(line -> line.replaceFirst("^([A-Z]+) https://[^/]+(/.*)$", "$1 $2 HTTP/1.1"))
        .toList();
  }

  private static List<String> lines(String head) {
    return head.lines().map(String::stripTrailing).toList();
  }

  private static String sentBy(String command) throws Exception {
    int before = server.received().size();
    Path script = folder.resolve("request.sh");
    Files.writeString(
        script, command.replace("curl -q", "curl -q -sS --cacert " + folder.resolve("raw.pem")));
    ProcessBuilder shell = new ProcessBuilder("sh", script.toString()).redirectErrorStream(true);
    shell
        .environment()
        .keySet()
        .removeIf(variable -> variable.toLowerCase(Locale.ROOT).endsWith("_proxy"));
    Process process = shell.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(server.received()).hasSize(before + 1);
    return server.received().get(before);
  }

  private static boolean isThere(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
  }
}
