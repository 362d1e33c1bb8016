package io.sealpost.receiver;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate for this machine's loopback names, made on the spot. Its key lives in this object
 * alone and is gone with the process.
 */
public final class SelfSignedCertificate {
  private static final X500Name SUBJECT = new X500Name("CN=localhost,O=Sealpost local receiver");
  private static final GeneralNames NAMES =
      new GeneralNames(
          new GeneralName[] {
            new GeneralName(GeneralName.dNSName, "localhost"),
            new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
            new GeneralName(GeneralName.iPAddress, "::1"),
          });

  /** Clocks of sender and receiver may differ, even on one machine with containers. */
  private static final Duration BACKDATED = Duration.ofDays(1);

  /** A receiver left running for a month still works; a forgotten trust file soon does not. */
  private static final Duration VALID = Duration.ofDays(90);

  private final X509Certificate certificate;
  private final PrivateKey key;

  private SelfSignedCertificate(X509Certificate certificate, PrivateKey key) {
    this.certificate = certificate;
    this.key = key;
  }

  /** For {@code localhost}, {@code 127.0.0.1} and {@code ::1}: EC P-256, ECDSA with SHA-256. */
  public static SelfSignedCertificate forLoopback(Clock clock) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      return new SelfSignedCertificate(sign(pair, clock.instant()), pair.getPrivate());
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException("This JVM can't make an EC P-256 certificate", e);
    }
  }

  /** Not a CA: whoever trusts it trusts this one receiver, not what its key might sign. */
  private static X509Certificate sign(KeyPair pair, Instant now)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            SUBJECT,
            new BigInteger(128, new SecureRandom()),
            Date.from(now.minus(BACKDATED)),
            Date.from(now.plus(VALID)),
            SUBJECT,
            pair.getPublic());
    builder.addExtension(Extension.subjectAlternativeName, false, NAMES);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /** The certificate, without its key. */
  public String pem() {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(certificate);
    } catch (IOException e) {
      throw new IllegalStateException("A certificate just made could not be encoded", e);
    }
    return text.toString();
  }

  /** Writes the certificate, without its key, for a connection's {@code tls.trust}. */
  public void writePem(Path file) throws IOException {
    Files.writeString(file, pem());
  }

  /** Presents this certificate to every client. */
  public KeyManagerFactory keyManagers() {
    // A PKCS12 store wants a password even in memory; no file ever has it.
    char[] password = "in memory only".toCharArray();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("receiver", key, password, new Certificate[] {certificate});
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, password);
      return managers;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("This JVM can't hold an EC key in memory", e);
    }
  }
}
