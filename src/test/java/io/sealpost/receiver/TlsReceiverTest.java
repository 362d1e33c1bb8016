package io.sealpost.receiver;

import static java.lang.Thread.State.TERMINATED;
import static java.lang.Thread.State.TIMED_WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sealpost.signature.HttpHeader;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsReceiverTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final SelfSignedCertificate CERTIFICATE =
      SelfSignedCertificate.forLoopback(Clock.systemUTC());

  private final List<ReceivedRequest> received = new CopyOnWriteArrayList<>();
  private Function<ReceivedRequest, Answer> answers = request -> Answer.of(204);
  private TlsReceiver receiver;

  @AfterEach
  void stop() {
    if (receiver != null) {
      receiver.close();
    }
  }

  @Test
  void aRequestIsSeenAsItStoodOnTheWire() throws Exception {
    start();
    String body = "h\u00e9\0!";
    String answer =
        rawExchange(
            """
            PATCH /a%20b//../c?x=1&y=%2F+z HTTP/1.1\r
            hOST: localhost\r
            X-Twice: one\r
            Content-Length: 5\r
            x-twice: two\r
            \r
            """
                + body);

    assertThat(answer).startsWith("HTTP/1.1 204 ");
    ReceivedRequest seen = received.get(0);
    assertThat(seen.at()).isEqualTo(NOW);
    assertThat(seen.method()).isEqualTo("PATCH");
    assertThat(seen.target()).isEqualTo("/a%20b//../c?x=1&y=%2F+z");
    assertThat(seen.path()).isEqualTo("/a%20b//../c");
    assertThat(seen.query()).isEqualTo("x=1&y=%2F+z");
    assertThat(seen.headers())
        .containsExactly(
            new HttpHeader("hOST", "localhost"),
            new HttpHeader("X-Twice", "one"),
            new HttpHeader("Content-Length", "5"),
            new HttpHeader("x-twice", "two"));
    assertThat(seen.header("X-TWICE")).contains("one");
    assertThat(seen.body()).isEqualTo(body.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1"})
  void theCertificateIsTrustedUnderItsNamesByWhoeverTrustsIt(String host) throws Exception {
    start();

    HttpResponse<String> response =
        trusting(CERTIFICATE)
            .send(
                HttpRequest.newBuilder(URI.create("https://" + host + ":" + receiver.port() + "/"))
                    .POST(BodyPublishers.ofString("{}"))
                    .build(),
                BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
  }

  @Test
  void theCertificateIsNotTrustedByAnybodyElse() throws Exception {
    start();

    SelfSignedCertificate another = SelfSignedCertificate.forLoopback(Clock.systemUTC());

    assertThatThrownBy(() -> trusting(another).send(get("/"), BodyHandlers.ofString()))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void tls11IsRefused() throws Exception {
    start();

    try (SSLSocket socket = socket()) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setProtocols(new String[] {"TLSv1.1"});
      socket.setSSLParameters(parameters);

      assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
    }
  }

  @Test
  void theAnswerIsTheFunctionsOwn() throws Exception {
    answers =
        request ->
            new Answer(
                503,
                List.of(new HttpHeader("Retry-After", "7"), new HttpHeader("Retry-After", "9")),
                request.body());
    start();

    HttpResponse<String> response =
        trusting(CERTIFICATE).send(post("{\"a\":1}"), BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().allValues("Retry-After")).containsExactly("7", "9");
    assertThat(response.body()).isEqualTo("{\"a\":1}");
  }

  @Test
  void aFailingFunctionIsA500AndTheNextRequestIsServed() throws Exception {
    answers =
        request -> {
          if (request.body().length == 0) {
            throw new IllegalStateException("no body");
          }
          return Answer.of(200);
        };
    start();
    HttpClient client = trusting(CERTIFICATE);

    assertThat(client.send(get("/"), BodyHandlers.ofString()).statusCode()).isEqualTo(500);
    assertThat(client.send(post("{}"), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  @Test
  void aBodyAtTheLimitIsTakenAndOneByteMoreIsRefused() throws Exception {
    start();
    HttpClient client = trusting(CERTIFICATE);
    String largest = "x".repeat(TlsReceiver.MAX_BODY_BYTES);

    assertThat(client.send(post(largest), BodyHandlers.ofString()).statusCode()).isEqualTo(204);
    // Without Content-Length and endless, as far as the sender is concerned.
    String endless =
        rawExchange(
            "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(TlsReceiver.MAX_BODY_BYTES + 1)
                + "\r\n"
                + largest
                + "y");

    assertThat(endless).startsWith("HTTP/1.1 413 ");
    assertThat(received).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nX-Endless: ",
        "POST / HTTP/1.1\r\nContent-Length: 9999\r\n\r\n"
      })
  void aSenderThatDripsIsDisconnected(String beginning) throws Exception {
    receiver =
        TlsReceiver.start(0, CERTIFICATE, Clock.systemUTC(), Duration.ofMillis(300), this::handle);

    try (SSLSocket socket = socket()) {
      socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
      await()
          .pollInterval(Duration.ofMillis(50))
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> socket.getOutputStream().write('x'))
                      .isInstanceOf(IOException.class));
    }
    assertThat(received).isEmpty();
  }

  @Test
  void onlyLoopbackCanConnect() throws Exception {
    start();

    assertThat(receiver.origin()).isEqualTo("https://localhost:" + receiver.port());
    // A wildcard listener would make this port unavailable on every other address.
    try (ServerSocket other =
        new ServerSocket(receiver.port(), 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 2}))) {
      assertThat(other.isBound()).isTrue();
    }
  }

  @Test
  void aPortInUseIsNamedWithTheWayOut() throws Exception {
    start();

    assertThatThrownBy(
            () -> TlsReceiver.start(receiver.port(), CERTIFICATE, Clock.systemUTC(), this::handle))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Port " + receiver.port())
        .hasMessageContaining("Choose another")
        .hasCauseInstanceOf(BindException.class);
  }

  @Test
  void closingWaitsForAnAnswerThatIsUnderWay() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch closing = new CountDownLatch(1);
    answers =
        request -> {
          asked.countDown();
          awaitUninterruptibly(closing);
          return Answer.of(202);
        };
    start();
    CompletableFuture<HttpResponse<String>> response =
        trusting(CERTIFICATE).sendAsync(get("/"), BodyHandlers.ofString());
    asked.await();

    Thread close = new Thread(receiver::close);
    close.start();
    await().until(() -> List.of(TIMED_WAITING, TERMINATED).contains(close.getState()));
    closing.countDown();

    assertThat(response.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
    close.join();
    receiver = null;
  }

  @Test
  void closingFreesThePort() throws Exception {
    start();
    int port = receiver.port();
    receiver.close();
    receiver = null;

    try (ServerSocket again = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(again.getLocalPort()).isEqualTo(port);
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void start() throws IOException {
    receiver = TlsReceiver.start(0, CERTIFICATE, Clock.fixed(NOW, ZoneOffset.UTC), this::handle);
  }

  private Answer handle(ReceivedRequest request) {
    received.add(request);
    return answers.apply(request);
  }

  private HttpRequest get(String path) {
    return HttpRequest.newBuilder(URI.create(receiver.origin() + path)).build();
  }

  private HttpRequest post(String body) {
    return HttpRequest.newBuilder(URI.create(receiver.origin() + "/"))
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  /** Sends the text as it is and reads until the receiver has said all or closed. */
  private String rawExchange(String request) throws Exception {
    try (SSLSocket socket = socket()) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      byte[] head = socket.getInputStream().readNBytes("HTTP/1.1 000 ".length());
      return new String(head, StandardCharsets.US_ASCII);
    }
  }

  private SSLSocket socket() throws Exception {
    return (SSLSocket)
        context(CERTIFICATE)
            .getSocketFactory()
            .createSocket(InetAddress.getLoopbackAddress(), receiver.port());
  }

  private static HttpClient trusting(SelfSignedCertificate certificate) throws Exception {
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
