package io.sealpost.bench.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.bench.rival.BodySignature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;

/** What a programmer would write for this one request: a Jackson generator and a Mac. */
final class HandWritten implements Renderer {
  private final JsonNode attributes = Sample.tree();
  private final BodySignature signature = new BodySignature(Sample.SECRET);

  @Override
  public Request render() throws IOException {
    byte[] body = body();
    return new Request(
        Sample.URL_PREFIX
            + "/activation-0/"
            + URLEncoder.encode(attributes.get("user_id").textValue(), UTF_8)
            + "/events",
        Sample.EVENT_ID,
        Long.toString(Sample.NOW.getEpochSecond()),
        body,
        signature.of(body));
  }

  private byte[] body() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(2_048);
    try (JsonGenerator json = Sample.JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("user", attributes.get("user_id").textValue());
      json.writeStringField("email", attributes.get("email").textValue());
      json.writeStringField(
          "name",
          attributes.get("first_name").textValue() + " " + attributes.get("last_name").textValue());
      json.writeStringField("city", attributes.get("address").get("city").textValue());
      json.writeStringField("firstItem", attributes.get("items").get(0).get("sku").textValue());
      json.writeFieldName("properties");
      json.writeTree(attributes);
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }
}
