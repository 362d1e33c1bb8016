package io.sealpost.signature;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A form's parameters as Twilio signs them: sorted by name, each name followed by its value without
 * anything between, a name's values sorted and equal ones once.
 *
 * <p>Sources: <a href="https://www.twilio.com/docs/usage/security#validating-requests">Twilio,
 * validating requests</a>; for repeated names the validators of twilio-node and twilio-python.
 */
final class SortedForm {
  private SortedForm() {}

  static byte[] of(byte[] body) throws Refusal {
    SortedMap<String, SortedSet<String>> parameters = new TreeMap<>();
    // What is ASCII stays itself in Latin-1, and other bytes have no business in a form.
    for (String pair : new String(body, StandardCharsets.ISO_8859_1).split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      parameters.computeIfAbsent(name, any -> new TreeSet<>()).add(value);
    }
    StringBuilder text = new StringBuilder();
    parameters.forEach((name, values) -> values.forEach(value -> text.append(name).append(value)));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String decode(String encoded) throws Refusal {
    try {
      return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw new Refusal(
          Verification.Code.BODY_MALFORMED,
          "The body says it is a form, but a percent sign in it has no two hex digits after it");
    }
  }
}
