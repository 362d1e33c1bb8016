package io.sealpost.delivery;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.jspecify.annotations.Nullable;

/** A certification authority made on the spot, and what it issues. */
public final class TestCertificates {
  /** A certificate with its key. */
  public record Identity(KeyPair keys, X509Certificate certificate) {}

  private static final X500Name ISSUER = new X500Name("CN=Test CA");

  private final KeyPair keys = newKeys();
  private final X509Certificate authority = sign(ISSUER, keys, null, Duration.ofDays(1));

  /** For a host, valid from an hour before now for the time given; negative means expired. */
  public Identity issue(String host, Duration validity) {
    KeyPair own = newKeys();
    return new Identity(own, sign(new X500Name("CN=" + host), own, host, validity));
  }

  public Identity issue(String host) {
    return issue(host, Duration.ofDays(1));
  }

  /** A context that trusts this authority alone. */
  public SSLContext context(@Nullable Identity identity) {
    try {
      KeyStore trust = emptyStore();
      trust.setCertificateEntry("ca", authority);
      var trustFactory = TrustManagerFactory.getInstance("PKIX");
      trustFactory.init(trust);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers(identity), trustFactory.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Certificates and keys, for files. */
  public static String pem(Object... objects) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      for (Object object : objects) {
        // The JDK's keys lack what the older form of EC keys needs: the curve.
        writer.writeObject(
            object instanceof PrivateKey key
                ? new PemObject("PRIVATE KEY", key.getEncoded())
                : object);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  public X509Certificate authority() {
    return authority;
  }

  private KeyManager @Nullable [] keyManagers(@Nullable Identity identity)
      throws GeneralSecurityException, IOException {
    if (identity == null) {
      return null;
    }
    KeyStore store = emptyStore();
    store.setKeyEntry(
        "own",
        identity.keys().getPrivate(),
        new char[0],
        new X509Certificate[] {identity.certificate(), authority});
    var factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(store, new char[0]);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Without a host: an authority's. */
  private X509Certificate sign(
      X500Name subject, KeyPair own, @Nullable String host, Duration validity) {
    Instant now = Instant.now();
    Instant end = now.plus(validity);
    Instant start = (validity.isNegative() ? end : now).minus(Duration.ofHours(1));
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              ISSUER,
              BigInteger.valueOf(now.toEpochMilli()),
              Date.from(start),
              Date.from(end),
              subject,
              own.getPublic());
      if (host == null) {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      } else {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
      }
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
