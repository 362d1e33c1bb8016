package io.sealpost.signature;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/**
 * Ed25519 (RFC 8032) with the JDK's EdDSA; its keys are a 32-byte seed and a 32-byte public key.
 */
final class Ed25519Key {
  static final int SEED_BYTES = 32;
  static final int PUBLIC_BYTES = 32;

  /** RFC 8410: the DER in front of the 32 bytes of an Ed25519 SubjectPublicKeyInfo. */
  private static final byte[] SPKI_HEADER = HexFormat.of().parseHex("302a300506032b6570032100");

  private Ed25519Key() {}

  /**
   * @param seedAndPublic a seed, or a seed followed by its public key
   */
  static SigningKey signing(byte[] seedAndPublic) throws UnusableSecretException {
    publicKeyOf(seedAndPublic);
    PrivateKey key;
    try {
      key =
          KeyFactory.getInstance(Algorithm.ED25519.jdkName)
              .generatePrivate(
                  new EdECPrivateKeySpec(
                      NamedParameterSpec.ED25519, Arrays.copyOf(seedAndPublic, SEED_BYTES)));
    } catch (GeneralSecurityException e) {
      throw unsupported(e);
    }
    return content -> sign(key, content);
  }

  /**
   * @param publicKey 32 bytes
   */
  static VerifyingKey verifying(byte[] publicKey) throws UnusableSecretException {
    PublicKey key;
    try {
      byte[] encoded = Arrays.copyOf(SPKI_HEADER, SPKI_HEADER.length + PUBLIC_BYTES);
      System.arraycopy(publicKey, 0, encoded, SPKI_HEADER.length, PUBLIC_BYTES);
      key =
          KeyFactory.getInstance(Algorithm.ED25519.jdkName)
              .generatePublic(new X509EncodedKeySpec(encoded));
      verify(key, new byte[Algorithm.ED25519.signatureBytes], List.of());
    } catch (InvalidKeySpecException | InvalidKeyException e) {
      // Their messages describe the point, not the key's text; a public key is no secret anyway.
      throw new UnusableSecretException("it is not a point on the curve, so no Ed25519 public key");
    } catch (GeneralSecurityException e) {
      throw unsupported(e);
    }
    return (signatures, content) -> {
      boolean found = false;
      for (byte[] signature : signatures) {
        try {
          found |= verify(key, signature, content);
        } catch (GeneralSecurityException e) {
          throw unsupported(e);
        }
      }
      return found;
    };
  }

  /** The JDK has no way from a seed to its public key; Bouncy Castle has. */
  static byte[] publicKeyOf(byte[] seedAndPublic) throws UnusableSecretException {
    byte[] derived =
        new Ed25519PrivateKeyParameters(seedAndPublic, 0).generatePublicKey().getEncoded();
    byte[] given = Arrays.copyOfRange(seedAndPublic, SEED_BYTES, seedAndPublic.length);
    if (given.length > 0 && !MessageDigest.isEqual(derived, given)) {
      throw new UnusableSecretException(
          "its last 32 bytes are not the public key of its first 32; export the key pair again");
    }
    return derived;
  }

  private static byte[] sign(PrivateKey key, List<byte[]> content) {
    try {
      Signature signature = Signature.getInstance(Algorithm.ED25519.jdkName);
      signature.initSign(key);
      for (byte[] piece : content) {
        signature.update(piece);
      }
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw unsupported(e);
    }
  }

  private static boolean verify(PublicKey key, byte[] candidate, List<byte[]> content)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance(Algorithm.ED25519.jdkName);
    signature.initVerify(key);
    for (byte[] piece : content) {
      signature.update(piece);
    }
    try {
      return signature.verify(candidate);
    } catch (SignatureException notASignature) {
      // What the JDK says of a point off the curve or a scalar out of range.
      return false;
    }
  }

  private static IllegalStateException unsupported(GeneralSecurityException cause) {
    return new IllegalStateException("This Java runtime cannot do Ed25519", cause);
  }
}
