package io.sealpost.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealpost.signature.HttpHeader;
import io.sealpost.signature.Secret;
import io.sealpost.signature.SignatureInput;
import io.sealpost.signature.SignatureScheme;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenCommandTest {
  private static final String BODY = "{\"a\":\"\u001b[31m\"}";

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path secret;

  @BeforeEach
  void writeSecret() throws Exception {
    secret = Files.writeString(folder.resolve("secret.txt"), "s3cret\n");
  }

  @Test
  void aSignedRequestIsPrintedAsItCameAndVerifies() throws Exception {
    CompletableFuture<Integer> listening =
        listen("--secret-file=" + secret, "--count=1", "--status=202");

    HttpResponse<String> response = post(signature("s3cret"));

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(listening.get(30, TimeUnit.SECONDS)).isZero();
    assertThat(out.toString())
        .contains("POST /hooks?a=b\n", "X-TD-Signature: ", "{\"a\":\"\\x1b[31m\"}\n")
        .contains("--- answered 202, signature valid (scheme td, secret 1)")
        .doesNotContain("\u001b");
  }

  @Test
  void aForgedRequestIsRefusedAndTheExitCodeTells() throws Exception {
    CompletableFuture<Integer> listening = listen("--secret-file=" + secret, "--count=2", "--json");

    assertThat(post(signature("wrong")).statusCode()).isEqualTo(401);
    assertThat(post(signature("s3cret")).statusCode()).isEqualTo(200);

    assertThat(listening.get(30, TimeUnit.SECONDS)).isEqualTo(1);
    List<String> lines = out.toString().lines().toList();
    JsonNode forged = new ObjectMapper().readTree(lines.get(0));
    assertThat(forged.at("/signature/valid").asBoolean()).isFalse();
    assertThat(forged.at("/signature/code").asText()).isEqualTo("signature-mismatch");
    JsonNode genuine = new ObjectMapper().readTree(lines.get(1));
    assertThat(genuine.at("/signature/valid").asBoolean()).isTrue();
    assertThat(genuine.get("target").asText()).isEqualTo("/hooks?a=b");
    assertThat(genuine.get("body").asText()).isEqualTo(BODY);
    assertThat(genuine.get("headers"))
        .anySatisfy(header -> assertThat(header.get("name").asText()).isEqualTo("X-TD-Signature"));
  }

  @Test
  void withoutASecretNothingIsCheckedAndItSaysSo() throws Exception {
    CompletableFuture<Integer> listening = listen("--count=1");

    assertThat(post(List.of()).statusCode()).isEqualTo(200);

    assertThat(listening.get(30, TimeUnit.SECONDS)).isZero();
    assertThat(out.toString()).contains("signature not checked");
  }

  @Test
  void impossibleOptionsAreNamed() {
    assertThat(CommandRun.of("listen", "--status=100").err()).contains("200 to 599");
    CommandRun port = CommandRun.of("listen", "--port=65536");
    assertThat(port.exitCode()).isEqualTo(2);
    assertThat(port.err()).contains("from 0 to 65535");
    assertThat(CommandRun.of("listen", "--count=0").err()).contains("--count");
    assertThat(CommandRun.of("listen", "--port=0", "--certificate=/nowhere/x").err())
        .contains("/nowhere/x");
  }

  private CompletableFuture<Integer> listen(String... options) {
    String[] arguments =
        Stream.concat(
                Stream.of("listen", "--port=0", "--certificate=" + certificate()),
                Stream.of(options))
            .toArray(String[]::new);
    CompletableFuture<Integer> exitCode =
        CompletableFuture.supplyAsync(
            () ->
                SealpostCommand.commandLine()
                    .setOut(new PrintWriter(out))
                    .setErr(new PrintWriter(err))
                    .execute(arguments));
    await().until(() -> exitCode.isDone() || err.toString().contains("Its certificate"));
    return exitCode;
  }

  private HttpResponse<String> post(List<HttpHeader> headers) throws Exception {
    Matcher origin = Pattern.compile("https://localhost:\\d+").matcher(err.toString());
    assertThat(origin.find()).as(err.toString()).isTrue();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(origin.group() + "/hooks?a=b"))
            .POST(BodyPublishers.ofString(BODY));
    headers.forEach(header -> request.header(header.name(), header.value()));
    return HttpClient.newBuilder()
        .sslContext(trusting())
        .build()
        .send(request.build(), BodyHandlers.ofString());
  }

  private static List<HttpHeader> signature(String key) {
    return SignatureScheme.preset("td")
        .signer(List.of(Secret.of(key)))
        .sign(
            new SignatureInput(
                "",
                Instant.EPOCH,
                "POST",
                "",
                "",
                "",
                List.of(),
                BODY.getBytes(StandardCharsets.UTF_8)));
  }

  private SSLContext trusting() throws Exception {
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    try (InputStream pem = Files.newInputStream(certificate())) {
      trust.setCertificateEntry(
          "receiver", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trust);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  private Path certificate() {
    return folder.resolve("receiver.pem");
  }
}
