package io.sealpost.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that keeps to the contract.
 *
 * @param parameters of path and query, with their defaults
 * @param body missing where there is none
 * @param bytes of the body, as they came
 * @param remoteAddress who asks
 */
record ApiRequest(ObjectNode parameters, JsonNode body, byte[] bytes, String remoteAddress) {
  /** A parameter that is required. */
  String required(String name) {
    return parameters.get(name).textValue();
  }

  @Nullable String text(String name) {
    return text(parameters, name);
  }

  static @Nullable String text(JsonNode in, String name) {
    return in.path(name).textValue();
  }

  static @Nullable Integer number(JsonNode in, String name) {
    return in.has(name) ? in.get(name).intValue() : null;
  }

  /**
   * A time with its zone.
   *
   * @throws RefusedException if there is no such time
   */
  static @Nullable Instant time(JsonNode in, String name) {
    String text = text(in, name);
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new RefusedException(
          400, "bad-request", name + " is " + text + ": there is no such time", e);
    }
  }

  /**
   * Since and until, in that order or missing.
   *
   * @throws RefusedException if nothing could be between them
   */
  static void checkSpan(@Nullable Instant since, @Nullable Instant until) {
    if (since != null && until != null && !since.isBefore(until)) {
      throw RefusedException.badRequest("until is not after since: nothing can be between them");
    }
  }

  /**
   * Refuses a selection that names no criterion, unless it says that all are meant.
   *
   * @param criteria of the body
   */
  void checkChosen(List<String> criteria) {
    boolean all = body.path("all").booleanValue();
    boolean any = criteria.stream().anyMatch(body::has);
    if (all == any) {
      throw RefusedException.badRequest(
          all
              ? "all goes with no other criterion: leave one out"
              : "Name a criterion (" + String.join(", ", criteria) + "), or \"all\": true");
    }
  }
}
