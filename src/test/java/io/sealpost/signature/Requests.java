package io.sealpost.signature;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Requests to sign, requests as received, and HMACs computed without the engine. */
final class Requests {
  static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
  static final String URL = "https://api.acme.example/v1/users/7/events?source=bus";

  private Requests() {}

  static SignatureInput post(String body) {
    return post(body.getBytes(StandardCharsets.UTF_8));
  }

  static SignatureInput post(byte[] body) {
    return new SignatureInput(
        "del_1",
        NOW,
        "POST",
        URL,
        "/v1/users/7/events",
        "source=bus",
        List.of(new HttpHeader("Content-Type", "application/json")),
        body);
  }

  static SignatureInput form(String url, String body) {
    HttpHeader type = new HttpHeader("Content-Type", "application/x-www-form-urlencoded");
    return at(
        url,
        new SignatureInput(
            "del_1",
            NOW,
            "POST",
            url,
            "/",
            "",
            List.of(type),
            body.getBytes(StandardCharsets.UTF_8)));
  }

  static SignatureInput at(String url, SignatureInput request) {
    URI parsed = URI.create(url);
    String query = parsed.getRawQuery();
    return new SignatureInput(
        request.id(),
        request.timestamp(),
        request.method(),
        url,
        parsed.getRawPath(),
        query == null ? "" : query,
        request.headers(),
        request.body());
  }

  static SignatureInput with(SignatureInput request, String id, Instant timestamp) {
    return new SignatureInput(
        id,
        timestamp,
        request.method(),
        request.url(),
        request.path(),
        request.query(),
        request.headers(),
        request.body());
  }

  /** The same request at its receiver, who knows neither id nor time but from the headers. */
  static SignatureInput received(SignatureInput sent, List<HttpHeader> signature) {
    List<HttpHeader> headers = new ArrayList<>(sent.headers());
    headers.addAll(signature);
    return new SignatureInput(
        "",
        Instant.EPOCH,
        sent.method(),
        sent.url(),
        sent.path(),
        sent.query(),
        headers,
        sent.body());
  }

  static SignatureInput withBody(SignatureInput request, byte[] body) {
    return new SignatureInput(
        request.id(),
        request.timestamp(),
        request.method(),
        request.url(),
        request.path(),
        request.query(),
        request.headers(),
        body);
  }

  static byte[] hmac(String algorithm, byte[] key, String content) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] hmac(String algorithm, String key, String content) {
    return hmac(algorithm, key.getBytes(StandardCharsets.UTF_8), content);
  }

  /**
   * @param text JSON with ' for "
   */
  static JsonNode json(String text) {
    try {
      return JsonMapper.builder().build().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  static SignatureScheme scheme(String template) {
    try {
      return SignatureScheme.parse(json(template));
    } catch (InvalidSchemeException e) {
      throw new AssertionError(e);
    }
  }

  static List<Secret> secrets(String... texts) {
    return List.of(texts).stream().map(Secret::of).toList();
  }

  /** A secret this preset takes. */
  static String secretFor(String preset) {
    return preset.equals("svix") || preset.equals("standard-webhooks")
        ? "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
        : "whsec_is only text to the others";
  }
}
