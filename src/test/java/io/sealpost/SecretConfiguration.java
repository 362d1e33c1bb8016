package io.sealpost;

import io.sealpost.receiver.SelfSignedCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection of every kind, each with secrets of its own, and an activation for each. */
final class SecretConfiguration {
  /** Where a connection's file gets a placeholder for a secret. */
  private static final Pattern PLACE = Pattern.compile("<([a-z]+)>");

  private final SealpostFixture sealpost;
  private final Canaries canaries;
  private final List<String> activations = new ArrayList<>();

  SecretConfiguration(SealpostFixture sealpost, Canaries canaries) {
    this.sealpost = sealpost;
    this.canaries = canaries;
  }

  /** The names of the activations whose endpoint answers. */
  List<String> write() throws IOException {
    Files.createDirectories(sealpost.folder().resolve("config/secrets"));
    SelfSignedCertificate.forLoopback(Clock.systemUTC())
        .writePem(sealpost.folder().resolve("config/stranger.pem"));
    connection("basic", "authType: basic\nuserName: <user>\npassword: <password>");
    connection("bearer", "authType: bearer\nbearerToken: <token>");
    connection("key-in-header", "authType: apiKey\napiKeyName: X-Api-Key\napiKey: <key>");
    connection(
        "key-in-query", "authType: apiKey\napiKeyIn: query\napiKeyName: key\napiKey: <qkey>");
    connection("treasure", "authType: treasureApiKey\ntreasureApiKey: <tkey>");
    connection("custom", "authType: custom\nauthHeaders: {X-One: <one>, X-Two: <two>}");
    connection("referred", "authType: apiKey\napiKey: <rkey>");
    sealpost.file("secrets", "partner: " + secret("partner") + "\n");
    for (String name : List.copyOf(activations)) {
      sealpost.activation(name, name, "retryLimit: 1");
    }
    sealpost.file(
        "activations/referred",
        """
        activation: referred
        connection: referred
        url: %s/referred?k={{auth.api_key}}&u={{user_id}}
        customHeaders:
          X-Key: "{{auth.api_key}}"
          X-Partner: "{{secret:partner}}"
          X-Hmac: ${hmac_sha256_hex({{auth.signing_secret}}, ${request_body})}
          X-Coded: ${base64({{secret:partner}})}
        requestBody: {user_id: "{{user_id}}", partner: "{{secret:partner}}", key: "k{{auth.api_key}}"}
        retryLimit: 1
        backoff: 200ms
        """
            .formatted(sealpost.origin()));
    unanswered("mistrusting", sealpost.origin(), "stranger.pem");
    unanswered("unreachable", "https://localhost:" + FreePort.next(), "receiver.pem");
    return activations;
  }

  private void connection(String name, String auth) throws IOException {
    String yaml = auth;
    for (Matcher key = PLACE.matcher(auth); key.find(); ) {
      yaml = yaml.replace(key.group(), secret(key.group(1)));
    }
    connectionTo(name, sealpost.origin(), "receiver.pem", yaml);
    activations.add(name);
  }

  private void unanswered(String name, String origin, String trust) throws IOException {
    String auth = "authType: bearer\nbearerToken: " + secret(name);
    connectionTo(name, origin, trust, auth);
    sealpost.file(
        "activations/" + name,
        """
        activation: %s
        connection: %s
        url: %s/x
        requestBody: {user_id: "{{user_id}}"}
        retryLimit: 1
        backoff: 200ms
        """
            .formatted(name, name, origin));
  }

  private void connectionTo(String name, String origin, String trust, String auth)
      throws IOException {
    sealpost.file(
        "connections/" + name,
        """
        connection: %s
        urlPrefix: %s/
        %s
        signing: {secrets: [%s, %s]}
        tls: {trust: %s}
        allowAddresses: [127.0.0.0/8, "::1/128"]
        """
            .formatted(
                name, origin, auth, secret("sign-" + name), secret("sign-old-" + name), trust));
  }

  /** A placeholder for a new secret of that name, in a file. */
  private String secret(String name) throws IOException {
    Files.writeString(
        sealpost.folder().resolve("config/secrets/" + name), canaries.hatch(name) + "\n");
    return "\"{{file:secrets/" + name + "}}\"";
  }
}
