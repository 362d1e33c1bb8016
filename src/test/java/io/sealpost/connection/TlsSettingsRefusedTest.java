package io.sealpost.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.connection.TestCertificates.Issued;
import io.sealpost.signature.Secret;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.EncryptionException;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that cannot be used are refused with the file and the fix, never the password. */
class TlsSettingsRefusedTest {
  private static final TestCertificates CERTIFICATES = TlsFiles.CERTIFICATES;
  private static final Issued CLIENT = TlsFiles.CLIENT;
  private static final Issued SERVER = TlsFiles.SERVER;
  private static final Secret PASSWORD = TlsFiles.PASSWORD;

  private TlsFiles files;

  @BeforeEach
  void useTheFolder(@TempDir Path folder) {
    files = new TlsFiles(folder);
  }

  /** Wrong padding tells all but one wrong password in 256; that one must not read as damage. */
  @Test
  void wrongPasswordThatDecryptsToSomethingIsNamedAsSuch() throws Exception {
    Path key = files.encryptedTraditionalKey();
    Secret wrong = decryptingToSomething(Files.readString(key));
    TlsFiles.assertRefused(
        files.client(files.pemFile("us.pem", CLIENT.certificate()), key, wrong),
        "check the password");
  }

  @Test
  void wrongPasswordOfPkcs12IsNamedAsSuch() throws Exception {
    Path file = files.clientStore("us.p12");
    TlsFiles.assertRefused(
        files.client(file, null, Secret.of("wr0ng-canary")), "us.p12", "check the password");
    TlsFiles.assertRefused(files.client(file, null, null), "us.p12", "password");
    TlsFiles.assertRefused(
        new TlsSettings("TLSv1.2", file, null, null, null), "us.p12", "set tls.password");
  }

  @Test
  void expiredClientCertificateIsRefused() throws Exception {
    Instant yesterday = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(1, ChronoUnit.DAYS);
    Issued client = CERTIFICATES.issue("EC", yesterday);
    Path file = files.pemFile("us.pem", client.certificate(), client.keys().getPrivate());
    TlsFiles.assertRefused(
        files.client(file, null, null), "us.pem", "CN=localhost", "expired at " + yesterday);
  }

  @Test
  void certificateIsValidToItsLastSecondAndNotBeforeItsFirst() throws Exception {
    Path file = files.pemFile("us.pem", CLIENT.certificate(), CLIENT.keys().getPrivate());
    Instant last = CLIENT.certificate().getNotAfter().toInstant();
    Instant first = CLIENT.certificate().getNotBefore().toInstant();
    TlsSettings settings = new TlsSettings("TLSv1.2", null, file, null, null);
    assertThat(TlsContext.load(settings, at(last)).sslContext()).isNotNull();
    assertThat(TlsContext.load(settings, at(first)).sslContext()).isNotNull();
    assertThatThrownBy(() -> TlsContext.load(settings, at(last.plusMillis(1))))
        .hasMessageContaining("expired at " + last);
    assertThatThrownBy(() -> TlsContext.load(settings, at(first.minusMillis(1))))
        .hasMessageContaining("valid only from " + first);
  }

  @Test
  void keyOfAnotherCertificateIsRefused() throws Exception {
    Path certificate = files.pemFile("us.pem", CLIENT.certificate());
    Path sameKind = files.pemFile("ec.key", SERVER.keys().getPrivate());
    Path otherKind = files.pemFile("rsa.key", CERTIFICATES.issue("RSA").keys().getPrivate());
    TlsFiles.assertRefused(files.client(certificate, sameKind, null), "us.pem", "does not belong");
    TlsFiles.assertRefused(files.client(certificate, otherKind, null), "us.pem", "does not belong");
    Path wrongOrder = files.pemFile("chain.pem", CERTIFICATES.authority(), CLIENT.certificate());
    Path key = files.pemFile("us.key", CLIENT.keys().getPrivate());
    TlsFiles.assertRefused(
        files.client(wrongOrder, key, null), "chain.pem", "own certificate first");
  }

  @Test
  void unusableFilesAreNamedWithTheFix() throws Exception {
    Path certificate = files.pemFile("us.pem", CLIENT.certificate());
    Path key = files.pemFile("us.key", CLIENT.keys().getPrivate());
    Path text = Files.writeString(files.folder().resolve("notes.txt"), "no certificate here");
    Path damaged =
        Files.writeString(
            files.folder().resolve("cut.pem"),
            "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
    Path empty = Files.createFile(files.folder().resolve("empty.pem"));
    Path missing = files.folder().resolve("missing.pem");
    Path store = files.clientStore("us.p12");
    TlsFiles.assertRefused(
        TlsFiles.trusting(missing), "tls.trust: ", "missing.pem", "does not exist");
    TlsFiles.assertRefused(TlsFiles.trusting(files.folder()), "tls.trust: ", "cannot be read");
    TlsFiles.assertRefused(TlsFiles.trusting(text), "notes.txt", "neither PEM nor PKCS12");
    TlsFiles.assertRefused(TlsFiles.trusting(empty), "empty.pem", "neither PEM nor PKCS12");
    TlsFiles.assertRefused(TlsFiles.trusting(damaged), "cut.pem", "damaged");
    TlsFiles.assertRefused(TlsFiles.trusting(key), "us.key", "no certificate");
    TlsFiles.assertRefused(
        files.client(missing, key, null), "tls.clientCertificate: ", "does not exist");
    TlsFiles.assertRefused(
        files.client(certificate, missing, null), "tls.clientKey: ", "does not exist");
    TlsFiles.assertRefused(files.client(certificate, null, null), "us.pem", "tls.clientKey");
    TlsFiles.assertRefused(
        files.client(certificate, certificate, null), "us.pem", "no private key");
    TlsFiles.assertRefused(files.client(store, key, PASSWORD), "us.p12", "leave tls.clientKey out");
    TlsFiles.assertRefused(
        files.client(certificate, store, PASSWORD), "us.p12", "tls.clientCertificate");
    TlsFiles.assertRefused(
        new TlsSettings("TLSv1.2", null, null, key, null), "tls.clientKey", "clientCertificate");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.1", "TLSv1", "SSLv3", "tlsv1.2", "", "1.2"})
  void otherVersionsAreRefused(String version) {
    assertThatThrownBy(() -> TlsContext.load(new TlsSettings(version, null, null, null, null)))
        .isInstanceOf(TlsSettingsException.class)
        .hasMessageContaining("TLSv1.2 or TLSv1.3");
  }

  private static Secret decryptingToSomething(String pem) throws IOException {
    BouncyCastleProvider provider = new BouncyCastleProvider();
    PEMEncryptedKeyPair key;
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      key = (PEMEncryptedKeyPair) parser.readObject();
    }
    for (int i = 0; ; i++) {
      Secret wrong = Secret.of("wr0ng-canary" + i);
      if (!failsOnPadding(key, wrong, provider)) {
        return wrong;
      }
    }
  }

  private static boolean failsOnPadding(
      PEMEncryptedKeyPair key, Secret password, BouncyCastleProvider provider) {
    char[] characters = password.reveal().toCharArray();
    try {
      key.decryptKeyPair(
          new JcePEMDecryptorProviderBuilder().setProvider(provider).build(characters));
      return false;
    } catch (IOException e) {
      return e instanceof EncryptionException;
    }
  }

  private static Clock at(Instant instant) {
    return Clock.fixed(instant, ZoneOffset.UTC);
  }
}
