package io.sealpost.connection;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who a client is in mutual TLS.
 *
 * @param chain the client's own certificate first
 */
record ClientIdentity(PrivateKey key, List<X509Certificate> chain) {
  /** By which any key and certificate of a kind can be held against each other. */
  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

  /** Null where the settings name no client certificate. */
  static @Nullable ClientIdentity read(TlsSettings settings, Clock clock)
      throws TlsSettingsException {
    Path certificate = settings.clientCertificate();
    if (certificate == null) {
      if (settings.clientKey() != null) {
        throw new TlsSettingsException(
            "tls.clientKey: a key without certificate: add tls.clientCertificate");
      }
      return null;
    }
    TlsFile certificates = new TlsFile("tls.clientCertificate", certificate, settings.password());
    if (settings.clientKey() == null) {
      return certificates.readIdentity(clock).verified(certificate);
    }
    PrivateKey key =
        new TlsFile("tls.clientKey", settings.clientKey(), settings.password()).readKey();
    return new ClientIdentity(key, certificates.readChain(clock)).verified(certificate);
  }

  /** The wrong key would show as a handshake that fails without a reason. */
  private ClientIdentity verified(Path certificate) throws TlsSettingsException {
    String algorithm = SIGNATURES.get(key.getAlgorithm());
    if (algorithm == null) {
      throw new TlsSettingsException(
          "tls.clientKey: a key of type " + key.getAlgorithm() + ": use RSA, EC or Ed25519");
    }
    try {
      byte[] probe = {1, 2, 3};
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(chain.get(0).getPublicKey());
      signature.update(probe);
      if (signature.verify(signed)) {
        return this;
      }
      throw new TlsSettingsException(mismatch(certificate));
    } catch (GeneralSecurityException e) {
      throw new TlsSettingsException(mismatch(certificate), e);
    }
  }

  private static String mismatch(Path certificate) {
    return "tls.clientKey: the key does not belong to the first certificate in "
        + certificate
        + ": put the client's own certificate first, or name its key";
  }
}
