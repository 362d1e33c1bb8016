package io.sealpost.signature;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

final class HmacKey implements SigningKey, VerifyingKey {
  private final Algorithm algorithm;
  private final SecretKeySpec key;

  /**
   * As many as ever signed at the same time; making one costs. Two threads must not share one: it
   * would mix up their contents without an error.
   */
  private final Queue<Mac> idle = new ConcurrentLinkedQueue<>();

  HmacKey(Algorithm algorithm, byte[] key) {
    this.algorithm = algorithm;
    this.key = new SecretKeySpec(key, algorithm.jdkName);
  }

  @Override
  public byte[] sign(List<byte[]> content) {
    Mac mac = idle.poll();
    if (mac == null) {
      mac = newMac();
    }
    content.forEach(mac::update);
    byte[] signature = mac.doFinal();
    // Only now: one that failed in between might hold half a content.
    idle.add(mac);
    return signature;
  }

  private Mac newMac() {
    try {
      Mac mac = Mac.getInstance(algorithm.jdkName);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime cannot do " + algorithm.jdkName, e);
    }
  }

  @Override
  public boolean madeAny(List<byte[]> signatures, List<byte[]> content) {
    byte[] expected = sign(content);
    boolean found = false;
    for (byte[] signature : signatures) {
      found |= MessageDigest.isEqual(expected, signature);
    }
    return found;
  }
}
