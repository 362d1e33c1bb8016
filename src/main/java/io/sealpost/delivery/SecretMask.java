package io.sealpost.delivery;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.sealpost.connection.Authorization;
import io.sealpost.connection.Connection;
import io.sealpost.expression.Redaction;
import io.sealpost.expression.Rendered;
import io.sealpost.expression.RenderedBody;
import io.sealpost.signature.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
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

  /** Of a shorter one not much could be told, and it might be found by chance. */
  private static final int LEAST_BASE64 = 8;

  /** What is shown in place of what; the longest first, since one may be a part of another. */
  private final List<Map.Entry<String, String>> replacements;

  private SecretMask(Map<String, String> replacements) {
    this.replacements =
        replacements.entrySet().stream()
            .filter(one -> one.getKey().length() >= LEAST_LENGTH)
            .sorted(Comparator.comparingInt(one -> -one.getKey().length()))
            .toList();
  }

  /**
   * @param request as far as it was rendered, null where it was not
   */
  static SecretMask of(Delivery delivery, @Nullable SignedRequest request) {
    Map<String, String> replacements = new HashMap<>();
    values(delivery).forEach(value -> forms(value).forEach(form -> replacements.put(form, "***")));
    if (request != null) {
      parts(request, replacements);
    }
    return new SecretMask(replacements);
  }

  private static Set<String> values(Delivery delivery) {
    Connection connection = delivery.activation().connection();
    List<Secret> known = new ArrayList<>(delivery.secrets().values());
    known.addAll(connection.references().values());
    Authorization authorization = connection.authorization();
    if (authorization.query() != null) {
      known.add(authorization.query().value());
    }
    Redaction redaction = delivery.activation().redaction();
    Set<String> values = new LinkedHashSet<>(redaction.values(delivery.message().attributes()));
    known.forEach(secret -> values.add(secret.reveal()));
    for (Authorization.Header header : authorization.headers()) {
      String value = header.value().reveal();
      values.add(value);
      // Behind "Bearer " and the like.
      values.add(value.substring(value.indexOf(' ') + 1));
    }
    return values;
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
    for (Map.Entry<String, String> one : replacements) {
      masked = masked.replace(one.getKey(), one.getValue());
    }
    return masked;
  }

  /**
   * As it is, in a URL, in a form, in JSON, also in JSON that is ASCII alone, and as a part of what
   * was encoded in Base64.
   */
  private static List<String> forms(String secret) {
    String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    String url = form.replace("+", "%20").replace("%7E", "~");
    String json = new String(JsonStringEncoder.getInstance().quoteAsString(secret));
    String ascii = ascii(json, "\\u%04x");
    List<String> forms =
        new ArrayList<>(
            List.of(
                secret, form, url, json, json.replace("/", "\\/"), ascii, ascii(json, "\\u%04X")));
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    forms.add(Base64.getEncoder().encodeToString(bytes));
    forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    for (int before = 0; before < 3; before++) {
      forms.add(base64(Base64.getEncoder(), bytes, before));
      forms.add(base64(Base64.getUrlEncoder(), bytes, before));
    }
    return forms;
  }

  /**
   * Of the bytes behind some others, what these and those that follow do not change: three bytes
   * are four characters.
   */
  private static String base64(Base64.Encoder encoder, byte[] bytes, int before) {
    byte[] shifted = new byte[before + bytes.length];
    System.arraycopy(bytes, 0, shifted, before, bytes.length);
    String encoded = encoder.withoutPadding().encodeToString(shifted);
    int from = before == 0 ? 0 : before + 1;
    int to = shifted.length / 3 * 4;
    return to - from < LEAST_BASE64 ? "" : encoded.substring(from, to);
  }

  private static String ascii(String json, String escape) {
    StringBuilder ascii = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      ascii.append(c < 0x80 ? String.valueOf(c) : String.format(Locale.ROOT, escape, (int) c));
    }
    return ascii.toString();
  }
}
