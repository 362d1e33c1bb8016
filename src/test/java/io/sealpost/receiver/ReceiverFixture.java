package io.sealpost.receiver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A receiver that keeps what it received, and clients of it. */
final class ReceiverFixture implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final SelfSignedCertificate CERTIFICATE =
      SelfSignedCertificate.forLoopback(Clock.systemUTC());

  final List<ReceivedRequest> received = new CopyOnWriteArrayList<>();
  Function<ReceivedRequest, Answer> answers = request -> Answer.of(204);
  private @Nullable TlsReceiver receiver;

  /** Answers 204 unless told otherwise. */
  void start() throws IOException {
    receiver = TlsReceiver.start(0, CERTIFICATE, Clock.fixed(NOW, ZoneOffset.UTC), this::handle);
  }

  void start(Duration readTimeout) throws IOException {
    receiver = TlsReceiver.start(0, CERTIFICATE, Clock.systemUTC(), readTimeout, this::handle);
  }

  int port() {
    return Objects.requireNonNull(receiver, "not started").port();
  }

  String origin() {
    return Objects.requireNonNull(receiver, "not started").origin();
  }

  /** Idempotent. */
  @Override
  public void close() {
    if (receiver != null) {
      receiver.close();
      receiver = null;
    }
  }

  Answer handle(ReceivedRequest request) {
    received.add(request);
    return answers.apply(request);
  }

  HttpRequest get(String path) {
    return HttpRequest.newBuilder(URI.create(origin() + path)).build();
  }

  HttpRequest post(String body) {
    return HttpRequest.newBuilder(URI.create(origin() + "/"))
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  /** Sends the text as it is and reads until the receiver has said all or closed. */
  String rawExchange(String request) throws Exception {
    try (SSLSocket socket = socket()) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      byte[] head = socket.getInputStream().readNBytes("HTTP/1.1 000 ".length());
      return new String(head, StandardCharsets.US_ASCII);
    }
  }

  SSLSocket socket() throws Exception {
    return (SSLSocket)
        context(CERTIFICATE)
            .getSocketFactory()
            .createSocket(InetAddress.getLoopbackAddress(), port());
  }

  static HttpClient trusting(SelfSignedCertificate certificate) throws Exception {
    return HttpClient.newBuilder().sslContext(context(certificate)).build();
  }

  private static SSLContext context(SelfSignedCertificate certificate) throws Exception {
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry("receiver", certificate.certificate());
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trust);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }
}
