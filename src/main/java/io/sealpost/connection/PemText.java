package io.sealpost.connection;

import io.sealpost.signature.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.X509TrustedCertificateBlock;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Certificates and the first private key of a PEM text: PKCS#8, PKCS#1 or EC, plain or encrypted.
 */
record PemText(List<X509Certificate> certificates, @Nullable PrivateKey privateKey) {
  private static final String BEGIN = "-----BEGIN ";

  /** Not all of the JDK's key factories know their object identifiers. */
  private static final Map<String, String> KEY_ALGORITHMS =
      Map.of(
          PKCSObjectIdentifiers.rsaEncryption.getId(), "RSA",
          X9ObjectIdentifiers.id_ecPublicKey.getId(), "EC",
          EdECObjectIdentifiers.id_Ed25519.getId(), "Ed25519");

  /** A key that the password, or the lack of one, does not open. */
  static final class PasswordException extends IOException {
    private static final long serialVersionUID = 1L;

    PasswordException(String message) {
      super(message);
    }

    PasswordException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Tools write comments before the first block, so it may begin anywhere. */
  static boolean isPem(byte[] content) {
    return new String(content, StandardCharsets.ISO_8859_1).contains(BEGIN);
  }

  static PemText parse(String text, @Nullable Secret password)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> certificates = new ArrayList<>();
    PrivateKey privateKey = null;
    try (PEMParser parser = new PEMParser(new StringReader(text))) {
      for (Object block = parser.readObject(); block != null; block = parser.readObject()) {
        if (block instanceof X509CertificateHolder holder) {
          certificates.add(toCertificate(holder));
        } else if (block instanceof X509TrustedCertificateBlock trusted) {
          certificates.add(toCertificate(trusted.getCertificateHolder()));
        } else if (privateKey == null) {
          privateKey = toPrivateKey(block, password);
        }
      }
    }
    return new PemText(List.copyOf(certificates), privateKey);
  }

  private static X509Certificate toCertificate(X509CertificateHolder holder)
      throws IOException, GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(holder.getEncoded()));
  }

  /** Null for other blocks, such as the curve's parameters before an EC key. */
  private static @Nullable PrivateKey toPrivateKey(Object block, @Nullable Secret password)
      throws IOException, GeneralSecurityException {
    if (block instanceof PrivateKeyInfo plain) {
      return toPrivateKey(plain);
    } else if (block instanceof PEMKeyPair plain) {
      return toPrivateKey(plain.getPrivateKeyInfo());
    } else if (block instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
      return toPrivateKey(decrypt(encrypted, required(password)));
    } else if (block instanceof PEMEncryptedKeyPair encrypted) {
      return toPrivateKey(decrypt(encrypted, required(password)));
    }
    return null;
  }

  private static PrivateKey toPrivateKey(PrivateKeyInfo info)
      throws IOException, GeneralSecurityException {
    String identifier = info.getPrivateKeyAlgorithm().getAlgorithm().getId();
    String algorithm = KEY_ALGORITHMS.getOrDefault(identifier, identifier);
    return KeyFactory.getInstance(algorithm)
        .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
  }

  private static PrivateKeyInfo decrypt(PKCS8EncryptedPrivateKeyInfo key, char[] password)
      throws PasswordException {
    try {
      return key.decryptPrivateKeyInfo(
          new JcePKCSPBEInputDecryptorProviderBuilder()
              .setProvider(new BouncyCastleProvider())
              .build(password));
    } catch (PKCSException e) {
      throw wrong(e);
    }
  }

  private static PrivateKeyInfo decrypt(PEMEncryptedKeyPair key, char[] password)
      throws PasswordException {
    try {
      return key.decryptKeyPair(
              new JcePEMDecryptorProviderBuilder()
                  .setProvider(new BouncyCastleProvider())
                  .build(password))
          .getPrivateKeyInfo();
    } catch (IOException e) {
      // One wrong password in 256 decrypts to something, which then is no key.
      throw wrong(e);
    }
  }

  private static char[] required(@Nullable Secret password) throws PasswordException {
    if (password == null) {
      throw new PasswordException("holds an encrypted key: set tls.password");
    }
    return password.reveal().toCharArray();
  }

  private static PasswordException wrong(Exception cause) {
    return new PasswordException(
        "holds an encrypted key that tls.password does not open: check the password", cause);
  }
}
