package io.sealpost.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.signature.SignatureScheme;
import io.sealpost.signature.Verification;
import io.sealpost.signature.Verification.Accepted;
import io.sealpost.signature.Verification.Refused;
import java.time.Instant;

/** What came of verifying, for people and for programs. */
final class VerificationText {
  private VerificationText() {}

  static String line(SignatureScheme scheme, Verification result) {
    if (result instanceof Refused refused) {
      return "signature not valid: %s: %s".formatted(refused.code(), refused.text());
    }
    Accepted accepted = (Accepted) result;
    StringBuilder line = new StringBuilder("signature valid (scheme ").append(scheme.name());
    line.append(", secret ").append(accepted.keyIndex() + 1);
    accepted.timestamp().ifPresent(signedAt -> line.append(", signed at ").append(signedAt));
    return line.append(")").toString();
  }

  /** {@code valid}, {@code scheme} and what explains them; {@code secret} counts from 1. */
  static ObjectNode json(SignatureScheme scheme, Verification result) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("valid", result.isAccepted());
    json.put("scheme", scheme.name());
    if (result instanceof Refused refused) {
      json.put("code", refused.code().toString());
      json.put("message", refused.text());
    } else {
      Accepted accepted = (Accepted) result;
      json.put("id", accepted.id().orElse(null));
      json.put("timestamp", accepted.timestamp().map(Instant::getEpochSecond).orElse(null));
      json.put("secret", accepted.keyIndex() + 1);
    }
    return json;
  }
}
