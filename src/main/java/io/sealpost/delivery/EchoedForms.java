package io.sealpost.delivery;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** In how many ways an endpoint may say what it was told. */
final class EchoedForms {
  /** Of a shorter one not much could be told, and it might be found by chance. */
  private static final int LEAST_BASE64 = 8;

  private EchoedForms() {}

  /**
   * As it is, in a URL, in a form, in JSON, also in JSON that is ASCII alone, and as a part of what
   * was encoded in Base64.
   */
  static List<String> of(String secret) {
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
