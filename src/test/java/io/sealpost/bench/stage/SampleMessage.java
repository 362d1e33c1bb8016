package io.sealpost.bench.stage;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is sent: {@value #BYTES} bytes of JSON with 20 attributes, told apart by a number. */
public final class SampleMessage {
  static final int BYTES = 1024;

  private static final String NUMBER = "%number%";
  private static final String EVENT_PREFIX = "evt-";

  /** With a place for the number, of nine digits. */
  static final String TEMPLATE = template();

  private SampleMessage() {}

  public static String body(int number) {
    return TEMPLATE.replace(NUMBER, digits(number));
  }

  public static String eventId(int number) {
    return EVENT_PREFIX + digits(number);
  }

  /** Returns -1 for what is no event id. */
  static int number(@Nullable String eventId) {
    return eventId == null || !eventId.startsWith(EVENT_PREFIX)
        ? -1
        : Integer.parseInt(eventId, EVENT_PREFIX.length(), eventId.length(), 10);
  }

  private static String digits(int number) {
    return String.format(Locale.ROOT, "%09d", number);
  }

  private static String template() {
    String begin =
        """
        {"user_id":"u-%number%","email":"ada.lovelace+%number%@example.com","first_name":"Ada",\
        "last_name":"Lovelace","phone":"+44 20 7946 0958","language":"en-GB","country":"GB",\
        "plan":"enterprise","price":1249.50,"currency":"GBP","quantity":3,"subscribed":true,\
        "score":0.8731,"signed_up_at":"2024-02-29T12:34:56Z","last_seen_at":"2026-01-17T08:09:10Z",\
        "address":{"street":"12 St James's Square","city":"London","postcode":"SW1Y 4JH"},\
        "tags":["beta","newsletter","webinar-2025"],\
        "items":[{"sku":"AE-1843","name":"Analytical Engine","price":416.50,"quantity":3}],\
        "campaign":{"id":"cmp-2041","name":"Spring reactivation","channel":"email"},"note":"\
        """;
    int digits = digits(0).length() - NUMBER.length();
    int used = begin.getBytes(StandardCharsets.UTF_8).length + 2 * digits + "\"}".length();
    return begin
        + "Prefers to be called in the morning. ".repeat(20).substring(0, BYTES - used)
        + "\"}";
  }
}
