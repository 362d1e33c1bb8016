package io.sealpost.signature;

/** Named as the JDK names them. */
enum Algorithm {
  HMAC_SHA1("HmacSHA1", 20),
  HMAC_SHA256("HmacSHA256", 32),
  HMAC_SHA512("HmacSHA512", 64),
  ED25519("Ed25519", 64);

  final String jdkName;

  final int signatureBytes;

  Algorithm(String jdkName, int signatureBytes) {
    this.jdkName = jdkName;
    this.signatureBytes = signatureBytes;
  }
}
