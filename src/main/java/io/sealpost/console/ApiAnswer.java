package io.sealpost.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.sealpost.port.PortAnswer;
import java.time.Instant;
import java.util.Map;

/** What a request is answered with. */
record ApiAnswer(int status, JsonNode body, Map<String, String> headers) {
  /** Times as ISO-8601 in UTC; what is null is left out. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance))
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  static ApiAnswer ok(JsonNode body) {
    return new ApiAnswer(200, body, Map.of());
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** A record, a list or a map as JSON. */
  static JsonNode json(Object value) {
    return JSON.valueToTree(value);
  }

  /** RFC 9457. */
  static ApiAnswer problem(RefusedException refusal, String path) {
    ObjectNode body = object();
    body.put("type", "docs/management-api.md#" + refusal.code());
    body.put("title", refusal.code().replace('-', ' '));
    body.put("status", refusal.status());
    body.put("detail", refusal.getMessage());
    body.put("instance", path);
    return new ApiAnswer(refusal.status(), body, Map.of());
  }

  ApiAnswer header(String name, String value) {
    return new ApiAnswer(status, body, Map.of(name, value));
  }

  PortAnswer forPort() {
    return new PortAnswer(
        status,
        status >= 400 ? "application/problem+json" : "application/json",
        body.toString(),
        headers);
  }
}
