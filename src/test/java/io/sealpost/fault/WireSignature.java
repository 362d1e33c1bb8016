package io.sealpost.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Standard Webhooks 1.0.0, v1, as a receiver of the field verifies it: with nothing of the code
 * that signs. Source: standard-webhooks/spec/standard-webhooks.md.
 */
final class WireSignature {
  static final String VALID = "valid";

  /** For the connection file: {@code whsec_} and 32 bytes. */
  static final String SECRET = "whsec_ZmF1bHQgaGFybmVzcywgMzIgYnl0ZXMgb2Yga2V5cyE=";

  private static final byte[] KEY = Base64.getDecoder().decode(SECRET.substring(6));
  private static final long TOLERANCE_SECONDS = 300;

  private WireSignature() {}

  /**
   * {@link #VALID}, or what is wrong.
   *
   * @param headers by lower-case name
   */
  static String check(Map<String, String> headers, byte[] body, long nowSeconds) {
    String id = headers.getOrDefault("webhook-id", "");
    String timestamp = headers.getOrDefault("webhook-timestamp", "");
    if (!timestamp.matches("\\d{1,12}")
        || Math.abs(nowSeconds - Long.parseLong(timestamp)) > TOLERANCE_SECONDS) {
      return "timestamp " + timestamp;
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes((id + "." + timestamp + ".").getBytes(UTF_8));
    content.writeBytes(body);
    String wanted = "v1," + Base64.getEncoder().encodeToString(hmac(content.toByteArray()));
    String given = headers.getOrDefault("webhook-signature", "");
    return given.equals(wanted) ? VALID : "signature " + given;
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has SHA-256, this one has not", e);
    }
  }

  private static byte[] hmac(byte[] content) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HmacSHA256, this one has not", e);
    }
  }
}
