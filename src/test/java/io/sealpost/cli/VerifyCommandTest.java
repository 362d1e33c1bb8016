package io.sealpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealpost.signature.HttpHeader;
import io.sealpost.signature.Secret;
import io.sealpost.signature.SignatureInput;
import io.sealpost.signature.SignatureScheme;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VerifyCommandTest {
  private static final String BODY = "{\"name\":\"Zo\u00eb\"}\n";
  private static final long NOW = 1_700_000_000;

  @TempDir private Path folder;
  private Path body;
  private Path secret;

  @BeforeEach
  void files() throws IOException {
    body = Files.writeString(folder.resolve("body.json"), BODY);
    secret = Files.writeString(folder.resolve("secret.txt"), "s3cret\n");
  }

  /** Stripe's published vector, both signatures of its rotation. */
  @ParameterizedTest
  @MethodSource("stripeVectors")
  void aPublishedSignatureVerifies(JsonNode vector) throws IOException {
    byte[] key = Base64.getDecoder().decode(vector.get("key_base64").asText());
    String content =
        new String(
            Base64.getDecoder().decode(vector.get("content_base64").asText()),
            StandardCharsets.UTF_8);
    String[] timestampAndBody = content.split("\\.", 2);
    Files.write(secret, key);
    Files.writeString(body, timestampAndBody[1]);

    CommandRun run =
        CommandRun.of(
            arguments(
                "--scheme",
                "stripe",
                "--header",
                "Stripe-Signature: " + vector.get("header").asText(),
                "--at",
                timestampAndBody[0]));

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("signature valid (scheme stripe, secret 1, signed at 2023-");
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void whatAPresetSignsVerifiesAndOneOtherByteDoesNot(String scheme) throws IOException {
    String key = keyOf(scheme);
    Files.writeString(secret, key + "\r\n");
    String[] signed = signedArguments(scheme, key);

    CommandRun genuine = CommandRun.of(arguments(signed));
    Files.writeString(body, BODY + " ");
    CommandRun altered = CommandRun.of(arguments(signed));

    assertThat(genuine.out()).startsWith("signature valid");
    assertThat(genuine.exitCode()).isZero();
    assertThat(altered.out()).startsWith("signature not valid: ").doesNotContain(key);
    assertThat(altered.exitCode()).isEqualTo(1);
  }

  @Test
  void anyOfSeveralSecretsMayMatch() throws IOException {
    Path old = Files.writeString(folder.resolve("old.txt"), "older");
    List<String> arguments = new ArrayList<>(List.of(arguments(signedArguments("td", "s3cret"))));
    arguments.addAll(1, List.of("--secret-file", old.toString()));

    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));

    assertThat(run.out()).contains("secret 2");
  }

  @Test
  void jsonSaysWhy() throws IOException {
    CommandRun valid = CommandRun.of(arguments("--json", signedArguments("slack", "s3cret")));
    CommandRun late =
        CommandRun.of(arguments("--json", replaced(signedArguments("slack", "s3cret"), NOW + 301)));

    JsonNode accepted = new ObjectMapper().readTree(valid.out());
    assertThat(accepted.get("valid").asBoolean()).isTrue();
    assertThat(accepted.get("scheme").asText()).isEqualTo("slack");
    assertThat(accepted.get("timestamp").asLong()).isEqualTo(NOW);
    JsonNode refused = new ObjectMapper().readTree(late.out());
    assertThat(refused.get("valid").asBoolean()).isFalse();
    assertThat(refused.get("code").asText()).isEqualTo("timestamp-too-old");
    assertThat(late.exitCode()).isEqualTo(1);
  }

  @Test
  void theToleranceCanBeWidened() {
    String[] late = replaced(signedArguments("slack", "s3cret"), NOW + 301);

    assertThat(CommandRun.of(arguments("--tolerance=301", late)).exitCode()).isZero();
    assertThat(CommandRun.of(arguments("--tolerance=300", late)).exitCode()).isEqualTo(1);
  }

  @Test
  void theBodyCanComeFromStandardInput() {
    String[] arguments = arguments(signedArguments("td", "s3cret"));
    arguments[4] = "-";

    assertThat(CommandRun.withInput(BODY, arguments).exitCode()).isZero();
  }

  @Test
  void whatCannotBeUsedIsNamed() {
    assertThat(CommandRun.of(arguments("--scheme", "strype")).err())
        .contains("strype", "stripe", "svix");
    assertThat(CommandRun.of(arguments("--header", "no colon")).err()).contains("no colon");
    assertThat(CommandRun.of(arguments("--at", "yesterday")).err()).contains("yesterday");
    assertThat(CommandRun.of(arguments("--scheme", "square")).err()).contains("--url");
    assertThat(CommandRun.of("verify", "--body", body.toString()).err()).contains("--secret-file");
  }

  private String[] arguments(String... more) {
    return Stream.concat(
            Stream.of("verify", "--secret-file", secret.toString(), "--body", body.toString()),
            Stream.of(more))
        .toArray(String[]::new);
  }

  private String[] arguments(String first, String[] more) {
    return Stream.concat(Stream.of(arguments(more)), Stream.of(first)).toArray(String[]::new);
  }

  /** The last one is the time. */
  private static String[] signedArguments(String scheme, String key) {
    String url = "https://acme.example/hooks?a=b";
    SignatureInput request =
        new SignatureInput(
            "del_1",
            Instant.ofEpochSecond(NOW),
            "POST",
            url,
            "/hooks",
            "a=b",
            List.of(new HttpHeader("Content-Type", "application/json")),
            BODY.getBytes(StandardCharsets.UTF_8));
    List<String> arguments = new ArrayList<>(List.of("--scheme", scheme, "--url", url));
    for (HttpHeader header :
        SignatureScheme.preset(scheme).signer(List.of(Secret.of(key))).sign(request)) {
      arguments.addAll(List.of("--header", header.name() + ": " + header.value()));
    }
    arguments.addAll(List.of("--at", Long.toString(NOW)));
    return arguments.toArray(String[]::new);
  }

  private static String[] replaced(String[] arguments, long at) {
    arguments[arguments.length - 1] = Long.toString(at);
    return arguments;
  }

  /** Twilio's signature covers a JSON body only by a query parameter of the sender's. */
  static Stream<String> schemes() {
    return SignatureScheme.presetNames().stream().filter(name -> !name.equals("twilio"));
  }

  private static String keyOf(String scheme) {
    return List.of("standard-webhooks", "svix").contains(scheme)
        ? "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
        : "s3cret";
  }

  static Stream<JsonNode> stripeVectors() throws IOException {
    JsonNode all =
        new ObjectMapper().readTree(new File("src/test/resources/vectors/signatures.json"));
    List<JsonNode> stripe = new ArrayList<>();
    all.get("vectors")
        .forEach(
            vector -> {
              if (vector.get("id").asText().startsWith("stripe-ascii")) {
                stripe.add(vector);
              }
            });
    return stripe.stream();
  }
}
