package io.sealpost;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Secrets that stand out, and what they look like where somebody encoded them. */
final class Canaries {
  private final Map<String, List<String>> forms = new LinkedHashMap<>();

  /** A new one; may stand in a header, and looks different when it is URL-encoded. */
  String hatch(String name) {
    String canary = "canary/" + name + "+" + Integer.toHexString(name.hashCode()) + "==";
    forms.put(canary, forms(canary));
    return canary;
  }

  int count() {
    return forms.size();
  }

  /** Fails with the name of each canary that the text holds in any form, and not with the text. */
  void assertAbsent(String where, String text) {
    List<String> found = new ArrayList<>();
    forms.forEach(
        (canary, all) -> {
          for (String form : all) {
            int at = text.indexOf(form);
            if (at >= 0) {
              int from = Math.max(0, at - 300);
              int to = Math.min(text.length(), at + form.length() + 100);
              found.add(canary + " in: " + text.substring(from, to));
            }
          }
        });
    assertThat(found).as(where).isEmpty();
  }

  private static List<String> forms(String canary) {
    byte[] bytes = canary.getBytes(StandardCharsets.UTF_8);
    String encoded = URLEncoder.encode(canary, StandardCharsets.UTF_8);
    List<String> forms =
        new ArrayList<>(List.of(canary, encoded, encoded.toLowerCase(Locale.ROOT)));
    forms.add(canary.replace("/", "%2F"));
    forms.add(HexFormat.of().formatHex(bytes));
    for (int shift = 0; shift < 3; shift++) {
      byte[] shifted = new byte[shift + bytes.length];
      System.arraycopy(bytes, 0, shifted, shift, bytes.length);
      // Without the characters that depend on what stands before and behind.
      forms.add(inner(Base64.getEncoder().encodeToString(shifted)));
      forms.add(inner(Base64.getUrlEncoder().encodeToString(shifted)));
    }
    return forms;
  }

  private static String inner(String base64) {
    return base64.substring(4, base64.length() - 4);
  }
}
