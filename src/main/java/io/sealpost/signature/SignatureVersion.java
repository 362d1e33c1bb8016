package io.sealpost.signature;

/**
 * One way a scheme makes signatures: most schemes have one, Standard Webhooks has {@code v1} and
 * {@code v1a}.
 *
 * @param prefix of each signature in the header, may be empty
 * @param keyPrefix the secret's text must start with it; it is not part of the key; may be empty
 * @param publicKeyPrefix the same for Ed25519 public keys; empty where they have none of their own
 * @param keyMinBytes for HMAC, after decoding
 * @param keyMaxBytes for HMAC, after decoding
 */
record SignatureVersion(
    String prefix,
    Algorithm algorithm,
    Encoding encoding,
    KeyFormat keyFormat,
    String keyPrefix,
    String publicKeyPrefix,
    int keyMinBytes,
    int keyMaxBytes) {

  boolean takes(Secret secret) {
    return secret.reveal().startsWith(keyPrefix) || isMarkedPublic(secret);
  }

  SigningKey signingKey(Secret secret) throws UnusableSecretException {
    if (isMarkedPublic(secret)) {
      throw new UnusableSecretException(
          "it is a public key (%s…), which cannot sign; give the private one (%s…)"
              .formatted(publicKeyPrefix, keyPrefix));
    }
    byte[] key = decoded(secret, keyPrefix);
    if (algorithm != Algorithm.ED25519) {
      return new HmacKey(algorithm, key);
    }
    if (key.length != Ed25519Key.SEED_BYTES && !isKeyPair(key)) {
      throw new UnusableSecretException(
          "it decodes to %d bytes; an Ed25519 key is a seed of 32, or seed and public key, 64"
              .formatted(key.length));
    }
    return Ed25519Key.signing(key);
  }

  /** Of a private key, too: its public half is what verifies. */
  VerifyingKey verifyingKey(Secret secret) throws UnusableSecretException {
    boolean markedPublic = isMarkedPublic(secret);
    byte[] key = decoded(secret, markedPublic ? publicKeyPrefix : keyPrefix);
    if (algorithm != Algorithm.ED25519) {
      return new HmacKey(algorithm, key);
    }
    if (isKeyPair(key) && !markedPublic) {
      return Ed25519Key.verifying(Ed25519Key.publicKeyOf(key));
    }
    if (key.length != Ed25519Key.PUBLIC_BYTES) {
      throw new UnusableSecretException(
          "it decodes to %d bytes; an Ed25519 public key has 32".formatted(key.length));
    }
    // 32 bytes are a seed only where the prefix tells them from a public key.
    boolean isSeed = !markedPublic && !publicKeyPrefix.isEmpty();
    return Ed25519Key.verifying(isSeed ? Ed25519Key.publicKeyOf(key) : key);
  }

  private byte[] decoded(Secret secret, String marker) throws UnusableSecretException {
    String text = secret.reveal();
    if (!text.startsWith(marker)) {
      throw new UnusableSecretException("it does not start with " + marker);
    }
    byte[] key =
        keyFormat
            .decode(text.substring(marker.length()))
            .orElseThrow(
                () ->
                    new UnusableSecretException(
                        "%s is not %s"
                            .formatted(
                                marker.isEmpty() ? "it" : "what follows " + marker,
                                keyFormat.word)));
    if (key.length == 0) {
      throw new UnusableSecretException("it is empty");
    }
    if (algorithm != Algorithm.ED25519 && (key.length < keyMinBytes || key.length > keyMaxBytes)) {
      throw new UnusableSecretException(
          "it decodes to %d bytes; this scheme takes %d to %d"
              .formatted(key.length, keyMinBytes, keyMaxBytes));
    }
    return key;
  }

  private boolean isMarkedPublic(Secret secret) {
    return !publicKeyPrefix.isEmpty() && secret.reveal().startsWith(publicKeyPrefix);
  }

  private static boolean isKeyPair(byte[] key) {
    return key.length == Ed25519Key.SEED_BYTES + Ed25519Key.PUBLIC_BYTES;
  }
}
