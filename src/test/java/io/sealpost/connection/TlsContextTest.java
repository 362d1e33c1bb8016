package io.sealpost.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.connection.TestCertificates.Issued;
import io.sealpost.signature.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.EncryptionException;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real handshakes on loopback, with files as operators have them. */
class TlsContextTest {
  private static final TestCertificates CERTIFICATES = new TestCertificates();
  private static final Issued SERVER = CERTIFICATES.issue("EC");
  private static final Issued CLIENT = CERTIFICATES.issue("EC");
  private static final Secret PASSWORD = Secret.of("pa55-canary");

  @TempDir private Path folder;

  @Test
  void listedAuthorityIsTrusted() throws Exception {
    TlsContext context = TlsContext.load(trusting(pemFile("ca.pem", CERTIFICATES.authority())));
    assertThat(handshake(context, null, "TLSv1.3")).isEqualTo("TLSv1.3");
    assertThat(handshake(context, null, "TLSv1.2")).isEqualTo("TLSv1.2");
  }

  @Test
  void authorityTheJvmDoesNotKnowIsRefusedByDefault() throws Exception {
    TlsContext context = TlsContext.load(TlsSettings.DEFAULT);
    assertThatThrownBy(() -> handshake(context, null, "TLSv1.3"))
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("unable to find valid certification path");
  }

  @Test
  void listedAuthorityReplacesAllOthers() throws Exception {
    X509Certificate other = new TestCertificates().authority();
    TlsContext context = TlsContext.load(trusting(pemFile("ca.pem", other)));
    assertThatThrownBy(() -> handshake(context, null, "TLSv1.3"))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void everyCertificateOfABundleIsTrusted() throws Exception {
    X509Certificate other = new TestCertificates().authority();
    Path bundle = pemFile("bundle.pem", other, CERTIFICATES.authority());
    TlsContext context = TlsContext.load(trusting(bundle));
    assertThat(handshake(context, null, "TLSv1.3")).isEqualTo("TLSv1.3");
  }

  @Test
  void trustMayBePkcs12UnderAnyName() throws Exception {
    KeyStore store = emptyStore();
    store.setCertificateEntry("ca", CERTIFICATES.authority());
    Path file = storeFile("ca.pem", store);
    TlsContext context = TlsContext.load(new TlsSettings("TLSv1.2", file, null, null, PASSWORD));
    assertThat(handshake(context, null, "TLSv1.3")).isEqualTo("TLSv1.3");
  }

  @Test
  void minimumVersionIsHeld() throws Exception {
    Path trust = pemFile("ca.pem", CERTIFICATES.authority());
    TlsContext context = TlsContext.load(new TlsSettings("TLSv1.3", trust, null, null, null));
    assertThat(context.protocols()).containsExactly("TLSv1.3");
    assertThat(handshake(context, null, "TLSv1.3")).isEqualTo("TLSv1.3");
    assertThatThrownBy(() -> handshake(context, null, "TLSv1.2")).isInstanceOf(IOException.class);
    assertThat(TlsContext.load(TlsSettings.DEFAULT).protocols())
        .containsExactly("TLSv1.3", "TLSv1.2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.1", "TLSv1", "SSLv3", "tlsv1.2", "", "1.2"})
  void otherVersionsAreRefused(String version) {
    assertThatThrownBy(() -> TlsContext.load(new TlsSettings(version, null, null, null, null)))
        .isInstanceOf(TlsSettingsException.class)
        .hasMessageContaining("TLSv1.2 or TLSv1.3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA", "Ed25519"})
  void clientPresentsItsCertificate(String algorithm) throws Exception {
    Issued client = CERTIFICATES.issue(algorithm);
    Path certificate = pemFile("us.pem", client.certificate());
    Path key = pemFile("us.key", new JcaPKCS8Generator(client.keys().getPrivate(), null));
    TlsContext context = TlsContext.load(client(certificate, key, null));
    assertThat(handshake(context, client, "TLSv1.3")).isEqualTo("TLSv1.3");
    assertThat(handshake(context, client, "TLSv1.2")).isEqualTo("TLSv1.2");
  }

  @Test
  void serverThatAsksForACertificateRefusesAClientWithout() throws Exception {
    TlsContext context = TlsContext.load(trusting(pemFile("ca.pem", CERTIFICATES.authority())));
    assertThatThrownBy(() -> handshake(context, CLIENT, "TLSv1.2")).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA"})
  void keyMayBeInItsTraditionalForm(String algorithm) throws Exception {
    Issued client = CERTIFICATES.issue(algorithm);
    Path certificate = pemFile("us.pem", client.certificate());
    Path key = pemFile("us.key", client.keys().getPrivate());
    assertThat(Files.readString(key)).contains("BEGIN " + algorithm + " PRIVATE KEY");
    assertThat(handshake(TlsContext.load(client(certificate, key, null)), client, "TLSv1.3"))
        .isEqualTo("TLSv1.3");
  }

  @Test
  void curveParametersAndCommentsBeforeAKeyAreSkipped() throws Exception {
    Path key = pemFile("us.key", CLIENT.keys().getPrivate());
    String parameters =
        "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
    Files.writeString(
        key, "Bag Attributes\n    friendlyName: us\n" + parameters + Files.readString(key));
    Path certificate = pemFile("us.pem", CLIENT.certificate());
    assertThat(handshake(TlsContext.load(client(certificate, key, null)), CLIENT, "TLSv1.3"))
        .isEqualTo("TLSv1.3");
  }

  @Test
  void certificateChainAndKeyMayStandInOneFile() throws Exception {
    Path file =
        pemFile(
            "us.pem", CLIENT.keys().getPrivate(), CLIENT.certificate(), CERTIFICATES.authority());
    assertThat(handshake(TlsContext.load(client(file, null, null)), CLIENT, "TLSv1.3"))
        .isEqualTo("TLSv1.3");
  }

  @Test
  void clientMayBePkcs12UnderAnyName() throws Exception {
    Path file = clientStore("us.pem");
    assertThat(handshake(TlsContext.load(client(file, null, PASSWORD)), CLIENT, "TLSv1.3"))
        .isEqualTo("TLSv1.3");
  }

  @Test
  void encryptedPkcs8KeyIsOpenedByThePassword() throws Exception {
    Path certificate = pemFile("us.pem", CLIENT.certificate());
    JcaPKCS8Generator encrypted =
        new JcaPKCS8Generator(
            CLIENT.keys().getPrivate(),
            new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                .setProvider(new BouncyCastleProvider())
                .setPassword(PASSWORD.reveal().toCharArray())
                .build());
    Path key = pemFile("us.key", encrypted);
    assertThat(Files.readString(key)).contains("BEGIN ENCRYPTED PRIVATE KEY");
    assertOpensOnlyByThePassword(certificate, key);
  }

  /** Wrong padding tells all but one wrong password in 256; that one must not read as damage. */
  @Test
  void wrongPasswordThatDecryptsToSomethingIsNamedAsSuch() throws Exception {
    Path key = encryptedTraditionalKey();
    Secret wrong = decryptingToSomething(Files.readString(key));
    assertRefused(
        client(pemFile("us.pem", CLIENT.certificate()), key, wrong), "check the password");
  }

  @Test
  void encryptedTraditionalKeyIsOpenedByThePassword() throws Exception {
    Path certificate = pemFile("us.pem", CLIENT.certificate());
    Path key = encryptedTraditionalKey();
    assertThat(Files.readString(key)).contains("Proc-Type: 4,ENCRYPTED");
    assertOpensOnlyByThePassword(certificate, key);
  }

  @Test
  void wrongPasswordOfPkcs12IsNamedAsSuch() throws Exception {
    Path file = clientStore("us.p12");
    assertRefused(client(file, null, Secret.of("wr0ng-canary")), "us.p12", "check the password");
    assertRefused(client(file, null, null), "us.p12", "password");
    assertRefused(new TlsSettings("TLSv1.2", file, null, null, null), "us.p12", "set tls.password");
  }

  @Test
  void expiredClientCertificateIsRefused() throws Exception {
    Instant yesterday = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(1, ChronoUnit.DAYS);
    Issued client = CERTIFICATES.issue("EC", yesterday);
    Path file = pemFile("us.pem", client.certificate(), client.keys().getPrivate());
    assertRefused(client(file, null, null), "us.pem", "CN=localhost", "expired at " + yesterday);
  }

  @Test
  void certificateIsValidToItsLastSecondAndNotBeforeItsFirst() throws Exception {
    Path file = pemFile("us.pem", CLIENT.certificate(), CLIENT.keys().getPrivate());
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
  void expiredTrustIsRefusedOnlyWhereNothingElseIsTrusted() throws Exception {
    Instant yesterday = Instant.now().minus(1, ChronoUnit.DAYS);
    X509Certificate expired = CERTIFICATES.issue("EC", yesterday).certificate();
    assertRefused(trusting(pemFile("old.pem", expired)), "old.pem", "expired");
    Path both = pemFile("both.pem", expired, CERTIFICATES.authority());
    assertThat(handshake(TlsContext.load(trusting(both)), null, "TLSv1.3")).isEqualTo("TLSv1.3");
  }

  @Test
  void keyOfAnotherCertificateIsRefused() throws Exception {
    Path certificate = pemFile("us.pem", CLIENT.certificate());
    Path sameKind = pemFile("ec.key", SERVER.keys().getPrivate());
    Path otherKind = pemFile("rsa.key", CERTIFICATES.issue("RSA").keys().getPrivate());
    assertRefused(client(certificate, sameKind, null), "us.pem", "does not belong");
    assertRefused(client(certificate, otherKind, null), "us.pem", "does not belong");
    Path wrongOrder = pemFile("chain.pem", CERTIFICATES.authority(), CLIENT.certificate());
    Path key = pemFile("us.key", CLIENT.keys().getPrivate());
    assertRefused(client(wrongOrder, key, null), "chain.pem", "own certificate first");
  }

  @Test
  void unusableFilesAreNamedWithTheFix() throws Exception {
    Path certificate = pemFile("us.pem", CLIENT.certificate());
    Path key = pemFile("us.key", CLIENT.keys().getPrivate());
    Path text = Files.writeString(folder.resolve("notes.txt"), "no certificate here");
    Path damaged =
        Files.writeString(
            folder.resolve("cut.pem"),
            "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
    Path empty = Files.createFile(folder.resolve("empty.pem"));
    Path missing = folder.resolve("missing.pem");
    Path store = clientStore("us.p12");
    assertRefused(trusting(missing), "tls.trust: ", "missing.pem", "does not exist");
    assertRefused(trusting(folder), "tls.trust: ", "cannot be read");
    assertRefused(trusting(text), "notes.txt", "neither PEM nor PKCS12");
    assertRefused(trusting(empty), "empty.pem", "neither PEM nor PKCS12");
    assertRefused(trusting(damaged), "cut.pem", "damaged");
    assertRefused(trusting(key), "us.key", "no certificate");
    assertRefused(client(missing, key, null), "tls.clientCertificate: ", "does not exist");
    assertRefused(client(certificate, missing, null), "tls.clientKey: ", "does not exist");
    assertRefused(client(certificate, null, null), "us.pem", "tls.clientKey");
    assertRefused(client(certificate, certificate, null), "us.pem", "no private key");
    assertRefused(client(store, key, PASSWORD), "us.p12", "leave tls.clientKey out");
    assertRefused(client(certificate, store, PASSWORD), "us.p12", "tls.clientCertificate");
    assertRefused(
        new TlsSettings("TLSv1.2", null, null, key, null), "tls.clientKey", "clientCertificate");
  }

  @Test
  void olderJavaStoresAreReadToo() throws Exception {
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(null, null);
    store.setCertificateEntry("ca", CERTIFICATES.authority());
    Path file = storeFile("ca.jks", store);
    assertThat(handshake(TlsContext.load(trusting(file)), null, "TLSv1.3")).isEqualTo("TLSv1.3");
  }

  private void assertOpensOnlyByThePassword(Path certificate, Path key) throws Exception {
    assertThat(handshake(TlsContext.load(client(certificate, key, PASSWORD)), CLIENT, "TLSv1.3"))
        .isEqualTo("TLSv1.3");
    assertRefused(client(certificate, key, null), key.toString(), "set tls.password");
    assertRefused(
        client(certificate, key, Secret.of("wr0ng-canary")), key.toString(), "check the password");
  }

  private Path encryptedTraditionalKey() throws IOException {
    return pemFile(
        "us.key",
        new JcaMiscPEMGenerator(
            CLIENT.keys().getPrivate(),
            new JcePEMEncryptorBuilder("AES-128-CBC")
                .setProvider(new BouncyCastleProvider())
                .build(PASSWORD.reveal().toCharArray())));
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

  private static void assertRefused(TlsSettings settings, String... parts) {
    assertThatThrownBy(() -> TlsContext.load(settings))
        .isInstanceOf(TlsSettingsException.class)
        .hasMessageContainingAll(parts)
        .hasMessageNotContaining("canary");
  }

  /** The protocol both sides agreed on; a client that is asked for must be the one expected. */
  private static String handshake(
      TlsContext context, @Nullable Issued expectedClient, String serverProtocol)
      throws IOException, GeneralSecurityException, InterruptedException {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try (SSLServerSocket server =
        (SSLServerSocket)
            CERTIFICATES
                .serverContext(SERVER)
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.setEnabledProtocols(new String[] {serverProtocol});
      server.setNeedClientAuth(expectedClient != null);
      Future<@Nullable Certificate> peer = executor.submit(() -> accept(server));
      String protocol = connect(context, server.getLocalSocketAddress());
      assertThat(peer.get())
          .isEqualTo(expectedClient == null ? null : expectedClient.certificate());
      return protocol;
    } catch (ExecutionException e) {
      throw new IOException("the server's side failed", e);
    } finally {
      executor.shutdownNow();
    }
  }

  private static String connect(TlsContext context, SocketAddress server) throws IOException {
    try (SSLSocket client = (SSLSocket) context.sslContext().getSocketFactory().createSocket()) {
      client.setSoTimeout(10_000);
      client.setEnabledProtocols(context.protocols().toArray(new String[0]));
      SSLParameters parameters = client.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      client.setSSLParameters(parameters);
      client.connect(server);
      client.startHandshake();
      assertThat(client.getInputStream().read()).isEqualTo('!');
      return client.getSession().getProtocol();
    }
  }

  private static @Nullable Certificate accept(SSLServerSocket server) throws IOException {
    try (SSLSocket socket = (SSLSocket) server.accept();
        OutputStream out = socket.getOutputStream()) {
      socket.setSoTimeout(10_000);
      out.write("!".getBytes(US_ASCII));
      out.flush();
      return socket.getNeedClientAuth() ? socket.getSession().getPeerCertificates()[0] : null;
    }
  }

  private TlsSettings client(Path certificate, @Nullable Path key, @Nullable Secret password)
      throws IOException {
    // PEM needs no password, so one for the client's files does no harm here.
    Path trust = pemFile("client-ca.pem", CERTIFICATES.authority());
    return new TlsSettings("TLSv1.2", trust, certificate, key, password);
  }

  private static TlsSettings trusting(Path trust) {
    return new TlsSettings("TLSv1.2", trust, null, null, null);
  }

  private Path clientStore(String name) throws IOException, GeneralSecurityException {
    KeyStore store = emptyStore();
    store.setKeyEntry(
        "us",
        CLIENT.keys().getPrivate(),
        PASSWORD.reveal().toCharArray(),
        new Certificate[] {CLIENT.certificate(), CERTIFICATES.authority()});
    return storeFile(name, store);
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private Path storeFile(String name, KeyStore store) throws IOException, GeneralSecurityException {
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.reveal().toCharArray());
    }
    return file;
  }

  private Path pemFile(String name, Object... objects) throws IOException {
    return Files.writeString(folder.resolve(name), TestCertificates.pem(objects));
  }

  private static Clock at(Instant instant) {
    return Clock.fixed(instant, ZoneOffset.UTC);
  }
}
