package io.sealpost.delivery;

import io.sealpost.connection.Authorization;
import io.sealpost.connection.Connection;
import io.sealpost.expression.Redaction;
import io.sealpost.expression.Rendered;
import io.sealpost.expression.RenderedBody;
import io.sealpost.signature.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hides what a delivery knows to be secret, and what its activation redacts, in text that came
 * back: endpoints echo requests. Parts of the request that hold something to hide become what is
 * shown of them, single values {@code ***}.
 */
final class SecretMask {
  /** A shorter one would be found everywhere, and hides nothing that could not be guessed. */
  private static final int LEAST_LENGTH = 4;

  /** What is shown in place of what; the longest first, since one may be a part of another. */
  private final Map<String, String> replacements;

  private SecretMask(Map<String, String> replacements) {
    this.replacements = replacements;
  }

  /**
   * What is the same for all deliveries over a connection, sorted; takes its time.
   *
   * @param named what {@code {{secret:…}}} names
   */
  static SecretMask of(Connection connection, Map<String, Secret> named) {
    List<Secret> known = new ArrayList<>(named.values());
    known.addAll(connection.references().values());
    Authorization authorization = connection.authorization();
    if (authorization.query() != null) {
      known.add(authorization.query().value());
    }
    Set<String> values = new LinkedHashSet<>();
    known.forEach(secret -> values.add(secret.reveal()));
    for (Authorization.Header header : authorization.headers()) {
      String value = header.value().reveal();
      values.add(value);
      // Behind "Bearer " and the like.
      values.add(value.substring(value.indexOf(' ') + 1));
    }
    return new SecretMask(Map.of()).with(starred(values));
  }

  /**
   * The same, for one delivery.
   *
   * @param request as far as it was rendered, null where it was not
   */
  SecretMask of(Delivery delivery, @Nullable SignedRequest request) {
    Redaction redaction = delivery.activation().redaction();
    Map<String, String> more = starred(redaction.values(delivery.message().attributes()));
    if (request != null) {
      parts(request, more);
    }
    return with(more);
  }

  private static Map<String, String> starred(Set<String> values) {
    Map<String, String> starred = new HashMap<>();
    values.forEach(value -> EchoedForms.of(value).forEach(form -> starred.put(form, "***")));
    return starred;
  }

  private SecretMask with(Map<String, String> more) {
    more.keySet().removeAll(replacements.keySet());
    if (more.isEmpty()) {
      return this;
    }
    more.putAll(replacements);
    Map<String, String> longestFirst = new LinkedHashMap<>();
    more.entrySet().stream()
        .filter(one -> one.getKey().length() >= LEAST_LENGTH)
        .sorted(Comparator.comparingInt(one -> -one.getKey().length()))
        .forEach(one -> longestFirst.put(one.getKey(), one.getValue()));
    return new SecretMask(longestFirst);
  }

  /** Finds what was made of a secret, and values too short to be searched for by themselves. */
  private static void parts(SignedRequest request, Map<String, String> replacements) {
    for (RequestHeader header : request.headers()) {
      part(header.value().text(), header.value().masked(), replacements);
    }
    Rendered url = request.url();
    RequestTarget sent = RequestTarget.of(url.text());
    RequestTarget shown = RequestTarget.of(url.masked());
    part(url.text(), url.masked(), replacements);
    part(sent.path(), shown.path(), replacements);
    part(sent.query(), shown.query(), replacements);
    RenderedBody body = request.body();
    if (body.bytes() != body.masked()) {
      part(
          new String(body.bytes(), StandardCharsets.UTF_8),
          new String(body.masked(), StandardCharsets.UTF_8),
          replacements);
    }
  }

  private static void part(String sent, String shown, Map<String, String> replacements) {
    if (!sent.equals(shown)) {
      replacements.putIfAbsent(sent, shown);
    }
  }

  /** The same with a text that may be shown. */
  Outcome apply(Outcome outcome) {
    if (outcome instanceof Outcome.Retry retry) {
      return new Outcome.Retry(retry.delay(), retry.code(), apply(retry.text()), retry.status());
    }
    if (outcome instanceof Outcome.Dead dead) {
      return new Outcome.Dead(dead.code(), apply(dead.text()), dead.status());
    }
    return outcome;
  }

  String apply(String text) {
    String masked = text;
    for (Map.Entry<String, String> one : replacements.entrySet()) {
      masked = masked.replace(one.getKey(), one.getValue());
    }
    return masked;
  }
}
