package io.sealpost.bench.render;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.bench.stage.SampleMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;

/** The message all of them render, each read as it likes it. */
final class Sample {
  static final int NUMBER = 4711;
  static final String EVENT_ID = SampleMessage.eventId(NUMBER);
  static final Instant NOW = Instant.parse("2026-01-17T08:09:10Z");
  static final String URL_PREFIX = "http://127.0.0.1:8080";
  static final String SECRET = "0123456789abcdef0123456789abcdef";

  /** Keeps the digits of numbers, as Sealpost does. */
  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Sample() {}

  static ObjectNode tree() {
    try {
      return (ObjectNode) JSON.readTree(SampleMessage.body(NUMBER));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked") // A JSON object is read as such a map.
  static Map<String, Object> map() {
    try {
      return JSON.readValue(SampleMessage.body(NUMBER), Map.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
