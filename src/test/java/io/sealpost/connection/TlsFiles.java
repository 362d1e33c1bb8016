package io.sealpost.connection;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.connection.TestCertificates.Issued;
import io.sealpost.signature.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.jspecify.annotations.Nullable;

/** TLS settings and the files they name, in a folder of the test. */
record TlsFiles(Path folder) {
  static final TestCertificates CERTIFICATES = new TestCertificates();
  static final Issued SERVER = CERTIFICATES.issue("EC");
  static final Issued CLIENT = CERTIFICATES.issue("EC");
  static final Secret PASSWORD = Secret.of("pa55-canary");

  Path encryptedTraditionalKey() throws IOException {
    return pemFile(
        "us.key",
        new JcaMiscPEMGenerator(
            CLIENT.keys().getPrivate(),
            new JcePEMEncryptorBuilder("AES-128-CBC")
                .setProvider(new BouncyCastleProvider())
                .build(PASSWORD.reveal().toCharArray())));
  }

  TlsSettings client(Path certificate, @Nullable Path key, @Nullable Secret password)
      throws IOException {
    // PEM needs no password, so one for the client's files does no harm here.
    Path trust = pemFile("client-ca.pem", CERTIFICATES.authority());
    return new TlsSettings("TLSv1.2", trust, certificate, key, password);
  }

  static TlsSettings trusting(Path trust) {
    return new TlsSettings("TLSv1.2", trust, null, null, null);
  }

  Path clientStore(String name) throws IOException, GeneralSecurityException {
    KeyStore store = emptyStore();
    store.setKeyEntry(
        "us",
        CLIENT.keys().getPrivate(),
        PASSWORD.reveal().toCharArray(),
        new Certificate[] {CLIENT.certificate(), CERTIFICATES.authority()});
    return storeFile(name, store);
  }

  static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  Path storeFile(String name, KeyStore store) throws IOException, GeneralSecurityException {
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.reveal().toCharArray());
    }
    return file;
  }

  Path pemFile(String name, Object... objects) throws IOException {
    return Files.writeString(folder.resolve(name), TestCertificates.pem(objects));
  }

  static void assertRefused(TlsSettings settings, String... parts) {
    assertThatThrownBy(() -> TlsContext.load(settings))
        .isInstanceOf(TlsSettingsException.class)
        .hasMessageContainingAll(parts)
        .hasMessageNotContaining("canary");
  }
}
