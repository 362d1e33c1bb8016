package io.sealpost.delivery;

import io.sealpost.connection.Authorization;
import io.sealpost.connection.Connection;
import io.sealpost.signature.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Hides what a delivery knows to be secret in text that came back: endpoints echo requests. */
final class SecretMask {
  /** A shorter one would be found everywhere, and hides nothing that could not be guessed. */
  private static final int LEAST_LENGTH = 4;

  /** Of a shorter one not much could be told, and it might be found by chance. */
  private static final int LEAST_BASE64 = 8;

  private final List<String> secrets;

  private SecretMask(Collection<String> secrets) {
    // The longest first: one may be a part of another.
    this.secrets =
        secrets.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
  }

  static SecretMask of(Delivery delivery) {
    Connection connection = delivery.activation().connection();
    List<Secret> known = new ArrayList<>(delivery.secrets().values());
    known.addAll(connection.references().values());
    Authorization authorization = connection.authorization();
    if (authorization.query() != null) {
      known.add(authorization.query().value());
    }
    Set<String> texts = new LinkedHashSet<>();
    known.forEach(secret -> texts.addAll(forms(secret.reveal())));
    for (Authorization.Header header : authorization.headers()) {
      String value = header.value().reveal();
      texts.addAll(forms(value));
      // Behind "Bearer " and the like.
      texts.addAll(forms(value.substring(value.indexOf(' ') + 1)));
    }
    texts.removeIf(text -> text.length() < LEAST_LENGTH);
    return new SecretMask(texts);
  }

  String apply(String text) {
    String masked = text;
    for (String secret : secrets) {
      masked = masked.replace(secret, "***");
    }
    return masked;
  }

  /** As it is, in a URL, in a form, in JSON and as a part of what was encoded in Base64. */
  private static List<String> forms(String secret) {
    String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    String json = secret.replace("\\", "\\\\").replace("\"", "\\\"");
    List<String> forms =
        new ArrayList<>(
            List.of(secret, form, form.replace("+", "%20"), json, json.replace("/", "\\/")));
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
}
