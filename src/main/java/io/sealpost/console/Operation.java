package io.sealpost.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.configuration.NearestName;
import io.sealpost.expression.ExactJson;
import io.sealpost.expression.RenderException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing the contract offers: a method of a path.
 *
 * @param method in upper case
 * @param path with its parameters in braces
 * @param body null where it takes none
 */
record Operation(
    String id, String method, String path, List<Parameter> parameters, @Nullable Rule body) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Objects and arrays within each other, as in a message. */
  private static final int MAX_DEPTH = 200;

  boolean matches(String requested) {
    String[] segments = path.split("/", -1);
    String[] given = requested.split("/", -1);
    if (segments.length != given.length) {
      return false;
    }
    for (int i = 0; i < segments.length; i++) {
      if (!segments[i].startsWith("{") && !segments[i].equals(given[i])) {
        return false;
      }
    }
    return true;
  }

  /** The parameters by name, defaults filled in. */
  ObjectNode parameters(Map<String, List<String>> query, Map<String, String> pathParameters) {
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    refuseUnknown(query);
    for (Parameter parameter : parameters) {
      String text =
          parameter.inPath()
              ? pathParameters.get(parameter.name())
              : only(parameter.name(), query.getOrDefault(parameter.name(), List.of()));
      if (text != null) {
        values.set(parameter.name(), parameter.read(text));
      } else if (parameter.schema().has("default")) {
        values.set(parameter.name(), parameter.schema().get("default"));
      }
    }
    return values;
  }

  boolean takesBody() {
    return body != null;
  }

  /**
   * The body as JSON; missing where none is wanted.
   *
   * @param contentType null where the request names none
   */
  JsonNode body(@Nullable String contentType, byte[] bytes) {
    if (body == null) {
      return JsonNodeFactory.instance.missingNode();
    }
    String type = contentType == null ? "" : contentType.split(";", 2)[0].strip();
    if (!type.toLowerCase(Locale.ROOT).equals("application/json")) {
      throw new RefusedException(
          415,
          "unsupported-media-type",
          "The body has to be JSON: send Content-Type: application/json",
          null);
    }
    JsonNode json = parsed(bytes);
    body.check(json);
    return json;
  }

  private static JsonNode parsed(byte[] bytes) {
    if (bytes.length == 0) {
      throw RefusedException.badRequest("The body is empty: send a JSON object");
    }
    try {
      // It says what is wrong without quoting it. Its exact numbers are not for schemas: to judge
      // 1e999999999 they would write all its digits out.
      ExactJson.read(bytes, MAX_DEPTH);
      return JSON.readTree(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("JSON that was read cannot be read", e);
    } catch (RenderException e) {
      throw new RefusedException(
          400,
          "bad-request",
          "The body cannot be read as JSON (" + e.code() + "): " + e.getMessage(),
          e);
    }
  }

  /** A mistyped filter would choose more than was meant. */
  private void refuseUnknown(Map<String, List<String>> query) {
    List<String> names = parameters.stream().filter(p -> !p.inPath()).map(Parameter::name).toList();
    for (String name : query.keySet()) {
      if (!names.contains(name)) {
        throw RefusedException.badRequest(
            "There is no parameter "
                + name
                + " here"
                + (names.isEmpty() ? "" : ": " + NearestName.suggestion(name, names)));
      }
    }
  }

  private static @Nullable String only(String name, List<String> values) {
    if (values.size() > 1) {
      throw RefusedException.badRequest(
          name + " is given " + values.size() + " times: once is the most");
    }
    return values.isEmpty() ? null : values.get(0);
  }
}
