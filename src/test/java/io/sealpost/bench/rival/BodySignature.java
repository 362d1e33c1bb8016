package io.sealpost.bench.rival;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 of a body, in hex. Thread-safe: each thread has a Mac of its own. */
public final class BodySignature {
  /** That carries it. */
  public static final String HEADER = "X-TD-Signature";

  private final ThreadLocal<Mac> mac;

  public BodySignature(String secret) {
    SecretKeySpec key = new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256");
    mac = ThreadLocal.withInitial(() -> mac(key));
  }

  public String of(byte[] body) {
    return HexFormat.of().formatHex(mac.get().doFinal(body));
  }

  private static Mac mac(SecretKeySpec key) {
    try {
      Mac mac = Mac.getInstance(key.getAlgorithm());
      mac.init(key);
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("Every Java has " + key.getAlgorithm(), e);
    }
  }
}
