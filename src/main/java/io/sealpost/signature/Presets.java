package io.sealpost.signature;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.signature.InvalidSchemeException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The schemes that ship as data. Listed here by name: a class path scan fails in a bundle. */
final class Presets {
  private static final Set<String> NAMES =
      Collections.unmodifiableSet(
          new TreeSet<>(
              List.of(
                  "customerio",
                  "customerio-reporting",
                  "github",
                  "sha256",
                  "shopify",
                  "slack",
                  "square",
                  "standard-webhooks",
                  "stripe",
                  "svix",
                  "td",
                  "twilio")));

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private Presets() {}

  static Set<String> names() {
    return NAMES;
  }

  static SignatureScheme scheme(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException(unknown(name));
    }
    try {
      return new SignatureScheme(SchemeTemplateReader.read(name, load(name)));
    } catch (InvalidSchemeException e) {
      throw new IllegalStateException("The preset " + name + " that ships is not valid", e);
    }
  }

  static SignatureScheme parse(JsonNode scheme) throws InvalidSchemeException {
    if (scheme.isTextual()) {
      if (!NAMES.contains(scheme.textValue())) {
        throw new InvalidSchemeException(List.of(new Problem("", unknown(scheme.textValue()))));
      }
      return scheme(scheme.textValue());
    }
    if (!(scheme instanceof ObjectNode template)) {
      throw new InvalidSchemeException(
          List.of(
              new Problem(
                  "",
                  "must be a preset's name or a template, and is " + TemplateNode.typeOf(scheme))));
    }
    String name = "custom";
    ObjectNode whole = template.deepCopy();
    if (template.has("preset")) {
      name = template.path("preset").asText();
      if (!NAMES.contains(name)) {
        throw new InvalidSchemeException(List.of(new Problem("preset", unknown(name))));
      }
      whole = load(name);
      for (Map.Entry<String, JsonNode> field : template.properties()) {
        whole.set(field.getKey(), field.getValue());
      }
      whole.remove("preset");
      whole.properties().removeIf(field -> field.getValue().isNull());
    }
    return new SignatureScheme(SchemeTemplateReader.read(name, whole));
  }

  private static ObjectNode load(String name) {
    try (InputStream file = Presets.class.getResourceAsStream("presets/" + name + ".json")) {
      if (file == null) {
        throw new IllegalStateException("The jar lacks io/sealpost/signature/presets/" + name);
      }
      return (ObjectNode) JSON.readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the preset " + name, e);
    }
  }

  private static String unknown(String name) {
    return "no preset is named «%s»; did you mean %s? There are: %s"
        .formatted(name, TemplateNode.nearest(name, NAMES), String.join(", ", NAMES));
  }
}
