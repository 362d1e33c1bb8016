package io.sealpost.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.receiver.ReceivedRequest;
import io.sealpost.signature.HttpHeader;
import io.sealpost.signature.SignatureScheme;
import io.sealpost.signature.Verification;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Prints requests as they come in, each in one piece. Thread-safe. */
final class RequestPrinter {
  private final PrintWriter out;
  private final boolean json;
  private int printed;

  /**
   * @param json an object a line instead of text
   */
  RequestPrinter(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  /**
   * @param signature the scheme and what came of verifying; null where nothing was verified
   * @param status what was answered
   */
  synchronized void print(ReceivedRequest request, @Nullable Checked signature, int status) {
    printed++;
    if (json) {
      out.println(json(request, signature, status));
    } else {
      out.printf("--- request %d, %s%n", printed, request.at());
      out.print(request.forTerminal());
      out.printf(
          "--- answered %d, %s%n%n",
          status,
          signature == null
              ? "signature not checked"
              : VerificationText.line(signature.scheme(), signature.result()));
    }
    out.flush();
  }

  /** A scheme and what came of verifying with it. */
  record Checked(SignatureScheme scheme, Verification result) {}

  private static ObjectNode json(ReceivedRequest request, @Nullable Checked signature, int status) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("at", request.at().toString());
    json.put("method", request.method());
    json.put("target", request.target());
    for (HttpHeader header : request.headers()) {
      json.withArrayProperty("headers")
          .addObject()
          .put("name", header.name())
          .put("value", header.value());
    }
    JsonBody.put(json, request.body());
    json.put("status", status);
    json.set(
        "signature",
        signature == null ? null : VerificationText.json(signature.scheme(), signature.result()));
    return json;
  }
}
