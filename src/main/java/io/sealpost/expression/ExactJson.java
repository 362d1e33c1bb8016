package io.sealpost.expression;

import com.fasterxml.jackson.databind.JsonNode;

/** Contract only; being built. */
public final class ExactJson {
  private ExactJson() {}

  public static JsonNode read(String json, int maxDepth) throws RenderException {
    throw new UnsupportedOperationException(json + maxDepth);
  }

  public static byte[] write(JsonNode node) {
    throw new UnsupportedOperationException(node.toString());
  }
}
