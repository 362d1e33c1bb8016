package io.sealpost.connection;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates made on the spot: an authority, and what it issues for {@code localhost}. */
final class TestCertificates {
  private static final AtomicLong SERIAL = new AtomicLong(1);

  /** A certificate with its key, and its issuer's certificate. */
  record Issued(KeyPair keys, X509Certificate certificate, X509Certificate issuer) {}

  private final KeyPair authorityKeys = keys("EC");
  private final X509Certificate authority;

  TestCertificates() {
    authority =
        sign("CN=Test Authority", authorityKeys, true, Instant.now().plus(1, ChronoUnit.DAYS));
  }

  X509Certificate authority() {
    return authority;
  }

  /** Valid from a month ago to tomorrow. */
  Issued issue(String algorithm) {
    return issue(algorithm, Instant.now().plus(1, ChronoUnit.DAYS));
  }

  Issued issue(String algorithm, Instant notAfter) {
    KeyPair keys = keys(algorithm);
    return new Issued(keys, sign("CN=localhost", keys, false, notAfter), authority);
  }

  /** What a server needs that presents this certificate and trusts the authority's clients. */
  SSLContext serverContext(Issued server) throws GeneralSecurityException, IOException {
    KeyStore keyStore = KeyStore.getInstance("PKCS12");
    keyStore.load(null, null);
    char[] none = new char[0];
    X509Certificate[] chain = {server.certificate()};
    keyStore.setKeyEntry("server", server.keys().getPrivate(), none, chain);
    KeyManagerFactory keyManagers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keyManagers.init(keyStore, none);
    KeyStore trustStore = KeyStore.getInstance("PKCS12");
    trustStore.load(null, null);
    trustStore.setCertificateEntry("authority", authority);
    TrustManagerFactory trustManagers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trustManagers.init(trustStore);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
    return context;
  }

  static String pem(Object... objects) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      for (Object object : objects) {
        writer.writeObject(object);
      }
    }
    return text.toString();
  }

  private static KeyPair keys(String algorithm) {
    try {
      // The JDK's own EC keys lack what makes a traditional EC PRIVATE KEY complete: the curve.
      KeyPairGenerator generator =
          algorithm.equals("EC")
              ? KeyPairGenerator.getInstance("EC", new BouncyCastleProvider())
              : KeyPairGenerator.getInstance(algorithm);
      if (!algorithm.equals("Ed25519")) {
        generator.initialize(algorithm.equals("RSA") ? 2048 : 256);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509Certificate sign(String name, KeyPair keys, boolean isAuthority, Instant notAfter) {
    try {
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              new X500Name("CN=Test Authority"),
              BigInteger.valueOf(SERIAL.getAndIncrement()),
              Date.from(Instant.now().minus(30, ChronoUnit.DAYS)),
              Date.from(notAfter),
              new X500Name(name),
              keys.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(
              new GeneralName[] {
                new GeneralName(GeneralName.dNSName, "localhost"),
                new GeneralName(GeneralName.iPAddress, "127.0.0.1")
              }));
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA")
                      .build(authorityKeys.getPrivate())));
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw new IllegalStateException(e);
    }
  }
}
