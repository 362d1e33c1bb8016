package io.sealpost.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Bytes in JSON: as text where they are text. */
final class JsonBody {
  private JsonBody() {}

  /** As {@code body} where it is UTF-8, else as {@code bodyBase64}. */
  static void put(ObjectNode json, byte[] bytes) {
    try {
      json.put(
          "body", StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      json.put("bodyBase64", Base64.getEncoder().encodeToString(bytes));
    }
  }
}
