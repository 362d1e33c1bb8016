package io.sealpost.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.connection.TestCertificates.Issued;
import io.sealpost.signature.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
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
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real handshakes on loopback, with files as operators have them. */
class TlsContextTest {
  private static final TestCertificates CERTIFICATES = TlsFiles.CERTIFICATES;
  private static final Issued CLIENT = TlsFiles.CLIENT;
  private static final Issued SERVER = TlsFiles.SERVER;
  private static final Secret PASSWORD = TlsFiles.PASSWORD;

  private TlsFiles files;

  @BeforeEach
  void useTheFolder(@TempDir Path folder) {
    files = new TlsFiles(folder);
  }

  @Test
  void listedAuthorityIsTrusted() throws Exception {
    TlsContext context =
        TlsContext.load(TlsFiles.trusting(files.pemFile("ca.pem", CERTIFICATES.authority())));
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
    TlsContext context = TlsContext.load(TlsFiles.trusting(files.pemFile("ca.pem", other)));
    assertThatThrownBy(() -> handshake(context, null, "TLSv1.3"))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void everyCertificateOfABundleIsTrusted() throws Exception {
    X509Certificate other = new TestCertificates().authority();
    Path bundle = files.pemFile("bundle.pem", other, CERTIFICATES.authority());
    TlsContext context = TlsContext.load(TlsFiles.trusting(bundle));
    assertThat(handshake(context, null, "TLSv1.3")).isEqualTo("TLSv1.3");
  }

  @Test
  void trustMayBePkcs12UnderAnyName() throws Exception {
    KeyStore store = TlsFiles.emptyStore();
    store.setCertificateEntry("ca", CERTIFICATES.authority());
    Path file = files.storeFile("ca.pem", store);
    TlsContext context = TlsContext.load(new TlsSettings("TLSv1.2", file, null, null, PASSWORD));
    assertThat(handshake(context, null, "TLSv1.3")).isEqualTo("TLSv1.3");
  }

  @Test
  void minimumVersionIsHeld() throws Exception {
    Path trust = files.pemFile("ca.pem", CERTIFICATES.authority());
    TlsContext context = TlsContext.load(new TlsSettings("TLSv1.3", trust, null, null, null));
    assertThat(context.protocols()).containsExactly("TLSv1.3");
    assertThat(handshake(context, null, "TLSv1.3")).isEqualTo("TLSv1.3");
    assertThatThrownBy(() -> handshake(context, null, "TLSv1.2")).isInstanceOf(IOException.class);
    assertThat(TlsContext.load(TlsSettings.DEFAULT).protocols())
        .containsExactly("TLSv1.3", "TLSv1.2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA", "Ed25519"})
  void clientPresentsItsCertificate(String algorithm) throws Exception {
    Issued client = CERTIFICATES.issue(algorithm);
    Path certificate = files.pemFile("us.pem", client.certificate());
    Path key = files.pemFile("us.key", new JcaPKCS8Generator(client.keys().getPrivate(), null));
    TlsContext context = TlsContext.load(files.client(certificate, key, null));
    assertThat(handshake(context, client, "TLSv1.3")).isEqualTo("TLSv1.3");
    assertThat(handshake(context, client, "TLSv1.2")).isEqualTo("TLSv1.2");
  }

  @Test
  void serverThatAsksForACertificateRefusesAClientWithout() throws Exception {
    TlsContext context =
        TlsContext.load(TlsFiles.trusting(files.pemFile("ca.pem", CERTIFICATES.authority())));
    assertThatThrownBy(() -> handshake(context, CLIENT, "TLSv1.2")).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA"})
  void keyMayBeInItsTraditionalForm(String algorithm) throws Exception {
    Issued client = CERTIFICATES.issue(algorithm);
    Path certificate = files.pemFile("us.pem", client.certificate());
    Path key = files.pemFile("us.key", client.keys().getPrivate());
    assertThat(Files.readString(key)).contains("BEGIN " + algorithm + " PRIVATE KEY");
    assertThat(handshake(TlsContext.load(files.client(certificate, key, null)), client, "TLSv1.3"))
        .isEqualTo("TLSv1.3");
  }

  @Test
  void curveParametersAndCommentsBeforeAKeyAreSkipped() throws Exception {
    Path key = files.pemFile("us.key", CLIENT.keys().getPrivate());
    String parameters =
        "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
    Files.writeString(
        key, "Bag Attributes\n    friendlyName: us\n" + parameters + Files.readString(key));
    Path certificate = files.pemFile("us.pem", CLIENT.certificate());
    assertThat(handshake(TlsContext.load(files.client(certificate, key, null)), CLIENT, "TLSv1.3"))
        .isEqualTo("TLSv1.3");
  }

  @Test
  void certificateChainAndKeyMayStandInOneFile() throws Exception {
    Path file =
        files.pemFile(
            "us.pem", CLIENT.keys().getPrivate(), CLIENT.certificate(), CERTIFICATES.authority());
    assertThat(handshake(TlsContext.load(files.client(file, null, null)), CLIENT, "TLSv1.3"))
        .isEqualTo("TLSv1.3");
  }

  @Test
  void clientMayBePkcs12UnderAnyName() throws Exception {
    Path file = files.clientStore("us.pem");
    assertThat(handshake(TlsContext.load(files.client(file, null, PASSWORD)), CLIENT, "TLSv1.3"))
        .isEqualTo("TLSv1.3");
  }

  @Test
  void encryptedPkcs8KeyIsOpenedByThePassword() throws Exception {
    Path certificate = files.pemFile("us.pem", CLIENT.certificate());
    JcaPKCS8Generator encrypted =
        new JcaPKCS8Generator(
            CLIENT.keys().getPrivate(),
            new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                .setProvider(new BouncyCastleProvider())
                .setPassword(PASSWORD.reveal().toCharArray())
                .build());
    Path key = files.pemFile("us.key", encrypted);
    assertThat(Files.readString(key)).contains("BEGIN ENCRYPTED PRIVATE KEY");
    assertOpensOnlyByThePassword(certificate, key);
  }

  @Test
  void encryptedTraditionalKeyIsOpenedByThePassword() throws Exception {
    Path certificate = files.pemFile("us.pem", CLIENT.certificate());
    Path key = files.encryptedTraditionalKey();
    assertThat(Files.readString(key)).contains("Proc-Type: 4,ENCRYPTED");
    assertOpensOnlyByThePassword(certificate, key);
  }

  @Test
  void expiredTrustIsRefusedOnlyWhereNothingElseIsTrusted() throws Exception {
    Instant yesterday = Instant.now().minus(1, ChronoUnit.DAYS);
    X509Certificate expired = CERTIFICATES.issue("EC", yesterday).certificate();
    TlsFiles.assertRefused(
        TlsFiles.trusting(files.pemFile("old.pem", expired)), "old.pem", "expired");
    Path both = files.pemFile("both.pem", expired, CERTIFICATES.authority());
    assertThat(handshake(TlsContext.load(TlsFiles.trusting(both)), null, "TLSv1.3"))
        .isEqualTo("TLSv1.3");
  }

  @Test
  void olderJavaStoresAreReadToo() throws Exception {
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(null, null);
    store.setCertificateEntry("ca", CERTIFICATES.authority());
    Path file = files.storeFile("ca.jks", store);
    assertThat(handshake(TlsContext.load(TlsFiles.trusting(file)), null, "TLSv1.3"))
        .isEqualTo("TLSv1.3");
  }

  private void assertOpensOnlyByThePassword(Path certificate, Path key) throws Exception {
    assertThat(
            handshake(TlsContext.load(files.client(certificate, key, PASSWORD)), CLIENT, "TLSv1.3"))
        .isEqualTo("TLSv1.3");
    TlsFiles.assertRefused(
        files.client(certificate, key, null), key.toString(), "set tls.password");
    TlsFiles.assertRefused(
        files.client(certificate, key, Secret.of("wr0ng-canary")),
        key.toString(),
        "check the password");
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
}
