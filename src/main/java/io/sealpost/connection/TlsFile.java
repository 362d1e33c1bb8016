package io.sealpost.connection;

import io.sealpost.signature.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of certificates or keys, PEM or PKCS12 by its content, whatever its name.
 *
 * @param key of the connection file that names it, for messages
 * @param password of the PKCS12 file or encrypted key, or null
 */
record TlsFile(String key, Path path, @Nullable Secret password) {
  /** Certificates to trust, one at least still valid: bundles keep old ones beside new ones. */
  List<X509Certificate> readTrust(Clock clock) throws TlsSettingsException {
    byte[] content = read();
    List<X509Certificate> certificates =
        PemText.isPem(content) ? certificates(pem(content)) : storedCertificates(content);
    List<X509Certificate> current =
        certificates.stream().filter(c -> refusal(c, clock.instant()) == null).toList();
    if (current.isEmpty()) {
      throw failed(String.valueOf(refusal(certificates.get(0), clock.instant())), null);
    }
    return current;
  }

  /** A certificate and what leads from it to its issuer. */
  List<X509Certificate> readChain(Clock clock) throws TlsSettingsException {
    byte[] content = read();
    if (!PemText.isPem(content)) {
      throw failed("is not PEM: leave tls.clientKey out for a PKCS12 file, which has both", null);
    }
    return valid(certificates(pem(content)), clock);
  }

  PrivateKey readKey() throws TlsSettingsException {
    byte[] content = read();
    if (!PemText.isPem(content)) {
      throw failed("is not PEM: name a PKCS12 file in tls.clientCertificate, without key", null);
    }
    PrivateKey privateKey = pem(content).privateKey();
    if (privateKey == null) {
      throw failed("has no private key: look for BEGIN PRIVATE KEY", null);
    }
    return privateKey;
  }

  /** Certificate and key of one file. */
  ClientIdentity readIdentity(Clock clock) throws TlsSettingsException {
    byte[] content = read();
    if (!PemText.isPem(content)) {
      ClientIdentity stored = storedIdentity(content);
      return new ClientIdentity(stored.key(), valid(stored.chain(), clock));
    }
    PemText pem = pem(content);
    PrivateKey privateKey = pem.privateKey();
    if (privateKey == null) {
      throw failed("has no private key: name the key's file in tls.clientKey", null);
    }
    return new ClientIdentity(privateKey, valid(certificates(pem), clock));
  }

  private byte[] read() throws TlsSettingsException {
    try {
      return Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw failed("does not exist: paths are relative to the configuration folder", e);
    } catch (IOException e) {
      throw failed("cannot be read: check that it is a file and its permissions", e);
    }
  }

  private PemText pem(byte[] content) throws TlsSettingsException {
    try {
      return PemText.parse(new String(content, StandardCharsets.ISO_8859_1), password);
    } catch (PemText.PasswordException e) {
      throw failed(e.getMessage(), e);
    } catch (IOException | GeneralSecurityException e) {
      throw failed("is damaged or of an unknown kind: create it anew as PEM or PKCS12", e);
    }
  }

  private List<X509Certificate> certificates(PemText pem) throws TlsSettingsException {
    if (pem.certificates().isEmpty()) {
      throw failed("has no certificate: look for BEGIN CERTIFICATE", null);
    }
    return pem.certificates();
  }

  private List<X509Certificate> storedCertificates(byte[] content) throws TlsSettingsException {
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      KeyStore store = open(content);
      for (String alias : Collections.list(store.aliases())) {
        if (store.isCertificateEntry(alias)
            && store.getCertificate(alias) instanceof X509Certificate certificate) {
          certificates.add(certificate);
        }
      }
    } catch (GeneralSecurityException e) {
      throw failed("cannot be opened: create it anew as PEM or PKCS12", e);
    }
    if (certificates.isEmpty()) {
      // Java takes PKCS12 certificates as trusted only with an attribute OpenSSL does not write.
      throw failed(
          password == null
              ? "shows no certificate without password: set tls.password"
              : "has no certificate marked as trusted: use PEM, or import it with keytool"
                  + " -importcert",
          null);
    }
    return certificates;
  }

  private ClientIdentity storedIdentity(byte[] content) throws TlsSettingsException {
    KeyStore store = open(content);
    try {
      for (String alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias)
            && store.getKey(alias, passwordCharacters()) instanceof PrivateKey privateKey) {
          List<X509Certificate> chain = new ArrayList<>();
          for (Certificate certificate : store.getCertificateChain(alias)) {
            chain.add((X509Certificate) certificate);
          }
          return new ClientIdentity(privateKey, chain);
        }
      }
    } catch (GeneralSecurityException e) {
      throw failed("does not give its key with tls.password: check the password", e);
    }
    throw failed("has no private key: export certificate and key together as PKCS12", null);
  }

  private KeyStore open(byte[] content) throws TlsSettingsException {
    try {
      // Takes Java's older JKS too.
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(content), passwordCharacters());
      return store;
    } catch (IOException e) {
      // Documented: a wrong password has this cause, damage has another or none.
      boolean wrongPassword = e.getCause() instanceof GeneralSecurityException;
      throw failed(
          wrongPassword
              ? "is not opened by tls.password: check the password"
              : "is neither PEM nor PKCS12: create it anew as one of these",
          e);
    } catch (GeneralSecurityException e) {
      throw failed("is PKCS12 this JVM cannot read: create it anew with AES", e);
    }
  }

  private char @Nullable [] passwordCharacters() {
    return password == null ? null : password.reveal().toCharArray();
  }

  private List<X509Certificate> valid(List<X509Certificate> chain, Clock clock)
      throws TlsSettingsException {
    for (X509Certificate certificate : chain) {
      String refusal = refusal(certificate, clock.instant());
      if (refusal != null) {
        throw failed(refusal, null);
      }
    }
    return chain;
  }

  /** Both ends of the validity are valid still. Source: RFC 5280, section 4.1.2.5. */
  private static @Nullable String refusal(X509Certificate certificate, Instant now) {
    String name = "holds the certificate of " + certificate.getSubjectX500Principal();
    if (now.isAfter(certificate.getNotAfter().toInstant())) {
      return name
          + ", which expired at "
          + certificate.getNotAfter().toInstant()
          + ": replace it by a current one";
    }
    return now.isBefore(certificate.getNotBefore().toInstant())
        ? name
            + ", which is valid only from "
            + certificate.getNotBefore().toInstant()
            + ": check the clock, or use the current one"
        : null;
  }

  private TlsSettingsException failed(String what, @Nullable Exception cause) {
    String message = key + ": " + path + " " + what;
    return cause == null
        ? new TlsSettingsException(message)
        : new TlsSettingsException(message, cause);
  }
}
