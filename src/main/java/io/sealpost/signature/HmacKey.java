package io.sealpost.signature;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

final class HmacKey implements SigningKey, VerifyingKey {
  private final Algorithm algorithm;
  private final SecretKeySpec key;

  HmacKey(Algorithm algorithm, byte[] key) {
    this.algorithm = algorithm;
    this.key = new SecretKeySpec(key, algorithm.jdkName);
  }

  @Override
  public byte[] sign(List<byte[]> content) {
    try {
      // One a call: a Mac that two threads share mixes up their contents without an error.
      Mac mac = Mac.getInstance(algorithm.jdkName);
      mac.init(key);
      content.forEach(mac::update);
      return mac.doFinal();
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
