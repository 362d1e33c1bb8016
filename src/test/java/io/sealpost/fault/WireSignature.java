package io.sealpost.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
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

  /** Another one. */
  static final String NEXT_SECRET = "whsec_YW5vdGhlciBzZWNyZXQsIGFsc28gb2YgMzIgYnl0ZXM=";

  private static final long TOLERANCE_SECONDS = 300;

  private final List<byte[]> keys;

  private WireSignature(List<byte[]> keys) {
    this.keys = keys;
  }

  /** By one of the secrets is enough, as the standard has it. */
  static WireSignature by(String... secrets) {
    return new WireSignature(
        Stream.of(secrets).map(s -> Base64.getDecoder().decode(s.substring(6))).toList());
  }

  /**
   * {@link #VALID}, or what is wrong.
   *
   * @param headers by lower-case name
   */
  String check(Map<String, String> headers, byte[] body, long nowSeconds) {
    String id = headers.getOrDefault("webhook-id", "");
    String timestamp = headers.getOrDefault("webhook-timestamp", "");
    if (!timestamp.matches("\\d{1,12}")
        || Math.abs(nowSeconds - Long.parseLong(timestamp)) > TOLERANCE_SECONDS) {
      return "timestamp " + timestamp;
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes((id + "." + timestamp + ".").getBytes(UTF_8));
    content.writeBytes(body);
    String given = headers.getOrDefault("webhook-signature", "");
    boolean one =
        Stream.of(given.split(" ", -1))
            .anyMatch(signature -> keys.stream().anyMatch(isMade(signature, content)));
    return one ? VALID : "signature " + given;
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has SHA-256, this one has not", e);
    }
  }

  private static Predicate<byte[]> isMade(String signature, ByteArrayOutputStream content) {
    return key ->
        signature.equals(
            "v1," + Base64.getEncoder().encodeToString(hmac(key, content.toByteArray())));
  }

  private static byte[] hmac(byte[] key, byte[] content) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HmacSHA256, this one has not", e);
    }
  }
}
