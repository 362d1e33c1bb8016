package io.sealpost.delivery;

import static io.sealpost.delivery.TestEndpoint.LONG;
import static io.sealpost.delivery.TestEndpoint.SHORT;
import static io.sealpost.delivery.TestEndpoint.call;
import static io.sealpost.delivery.TestEndpoint.get;
import static io.sealpost.delivery.TestEndpoint.post;
import static io.sealpost.delivery.TestEndpoint.settings;
import static io.sealpost.delivery.TestEndpoint.with;
import static io.sealpost.delivery.TestEndpoint.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealpost.activation.Activation.Timeouts;
import io.sealpost.connection.AddressRefusedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What receivers do to a call, and what it is then called. */
@Timeout(60)
class CallOutcomesTest {
  private static final String BIG = "x".repeat(1024 * 1024);

  private EndpointClient client = new EndpointClient(settings());

  /** Whatever a call ends in, its connection is back in the pool or gone. */
  @AfterEach
  void noConnectionIsLeaked() {
    TestEndpoint.closeWithoutLeak(client);
  }

  @Test
  void aClosedPortIsARefusal() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    assertThat(failureOf(get(port))).isEqualTo(CallFailure.CONNECT_REFUSED);
  }

  @Test
  void anAddressWithoutRouteIsUnreachable() {
    use(host -> new InetAddress[] {InetAddress.getByName("255.255.255.255")});
    assertThat(failureOf(within(get(9), new Timeouts(SHORT, LONG, LONG))))
        .isIn(CallFailure.UNREACHABLE, CallFailure.CONNECT_REFUSED);
  }

  @Test
  void anUnknownNameIsADnsFailureThatKeepsItsCause() {
    use(
        host -> {
          throw new UnknownHostException(host);
        });
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> call(client, get(9)))
        .withMessageContaining(TestEndpoint.HOST)
        .withCauseInstanceOf(UnknownHostException.class)
        .satisfies(e -> assertThat(e.failure()).isEqualTo(CallFailure.DNS_FAILED));
  }

  @Test
  void aRefusedAddressIsItsOwnFailureAndReachesNobody() {
    try (RawServer server = RawServer.plain(RawServer.answering(RawServer.ok()))) {
      use(
          host -> {
            throw new AddressRefusedException(host + " resolves to 10.0.0.1");
          });
      assertThat(failureOf(get(server.port()))).isEqualTo(CallFailure.ADDRESS_REFUSED);
      assertThat(server.connectionCount()).isZero();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aNameServiceThatHangsIsAConnectTimeout() {
    var never = new CountDownLatch(1);
    use(
        host -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          throw new UnknownHostException(host);
        });
    assertThat(failureOf(within(get(9), new Timeouts(SHORT, LONG, LONG))))
        .isEqualTo(CallFailure.CONNECT_TIMEOUT);
  }

  @Test
  void aNameServiceThatIgnoresInterruptsHoldsUpNobody() {
    var released = new CompletableFuture<InetAddress[]>();
    use(host -> released.join());
    assertThat(failureOf(within(get(9), new Timeouts(SHORT, LONG, LONG))))
        .isEqualTo(CallFailure.CONNECT_TIMEOUT);
    released.complete(TestEndpoint.loopback());
  }

  @Test
  void anEndpointThatAcceptsNobodyIsAConnectTimeout() throws IOException {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Socket> backlog = fill(full);
      assertThat(failureOf(within(get(full.getLocalPort()), new Timeouts(SHORT, LONG, LONG))))
          .isEqualTo(CallFailure.CONNECT_TIMEOUT);
      for (Socket socket : backlog) {
        socket.close();
      }
    }
  }

  @Test
  void aNextAddressIsTriedWhereOneRefuses() throws Exception {
    try (RawServer server = RawServer.plain(RawServer.answering(RawServer.ok()))) {
      use(host -> new InetAddress[] {InetAddress.getByName("127.0.0.2"), loopback()});
      assertThat(call(client, get(server.port())).status()).isEqualTo(200);
    }
  }

  @Test
  void anEndpointThatNeverReadsIsAWriteTimeout() {
    assertThat(failureOf(RawServer.Peer::hang, BIG, new Timeouts(LONG, SHORT, LONG)))
        .isEqualTo(CallFailure.WRITE_TIMEOUT);
  }

  @Test
  void anEndpointThatReadsDripByDripIsAWriteTimeout() {
    assertThat(
            failureOf(
                peer -> {
                  do {
                    peer.socket().getInputStream().skipNBytes(1);
                  } while (!peer.pause());
                },
                BIG,
                new Timeouts(LONG, SHORT, LONG)))
        .isEqualTo(CallFailure.WRITE_TIMEOUT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "body"})
  void anEndpointThatNeverAnswersIsAReadTimeout(String body) {
    assertThat(
            failureOf(
                peer -> {
                  peer.readRequest();
                  peer.hang();
                },
                body,
                new Timeouts(LONG, LONG, SHORT)))
        .isEqualTo(CallFailure.READ_TIMEOUT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 102 Processing\r\n\r\n",
        "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
      })
  void aFloodOfInterimAnswersIsAReadTimeout(String interim) {
    assertThat(
            failureOf(
                peer -> {
                  peer.readRequest();
                  peer.sendForEver(interim);
                },
                "body",
                new Timeouts(LONG, LONG, SHORT)))
        .isEqualTo(CallFailure.READ_TIMEOUT);
  }

  @Test
  void headersThatDripAreAReadTimeout() {
    assertThat(
            failureOf(
                peer -> {
                  peer.readRequest();
                  peer.send("HTTP/1.1 200 OK\r\nX-A: ");
                  peer.drip("x");
                },
                "body",
                new Timeouts(LONG, LONG, SHORT)))
        .isEqualTo(CallFailure.READ_TIMEOUT);
  }

  @Test
  void aResetBeforeTheAnswerIsAReset() {
    assertThat(
            failureOf(
                peer -> {
                  peer.readRequest();
                  peer.reset();
                }))
        .isEqualTo(CallFailure.CONNECTION_RESET);
  }

  @Test
  void aResetWhileTheRequestIsWrittenIsAReset() {
    assertThat(
            failureOf(
                peer -> {
                  peer.readHead();
                  peer.reset();
                },
                BIG,
                TestEndpoint.PATIENT))
        .isEqualTo(CallFailure.CONNECTION_RESET);
  }

  @Test
  void aHalfCloseIsNoAnswer() {
    assertThat(
            failureOf(
                peer -> {
                  peer.readRequest();
                  peer.socket().shutdownOutput();
                  peer.hang();
                }))
        .isEqualTo(CallFailure.NO_ANSWER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "220 mail.example ESMTP\r\n",
        "SSH-2.0-OpenSSH_9.6\r\n",
        "\u0000\u0001\u0002\u0003\r\n\r\n",
        "HTTP/1.1 \r\n\r\n",
        "HTTP/1.1 abc OK\r\n\r\n",
        "HTTP/1.1 099 Low\r\n\r\n",
        "HTTP/2.0 200 OK\r\n\r\n",
        "\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n"
      })
  void whatIsNotHttpIsUnreadable(String garbage) {
    assertThat(
            failureOf(
                peer -> {
                  peer.readRequest();
                  peer.send(garbage);
                  peer.hang();
                },
                "body",
                new Timeouts(LONG, LONG, LONG)))
        .isEqualTo(CallFailure.UNREADABLE_ANSWER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-A: b\r\n", "x"})
  void headersWithoutEndAreUnreadable(String part) {
    assertThat(
            failureOf(
                peer -> {
                  peer.readRequest();
                  peer.send("HTTP/1.1 200 OK\r\n");
                  peer.sendForEver(part.repeat(1000));
                }))
        .isEqualTo(CallFailure.UNREADABLE_ANSWER);
  }

  @Test
  void aFailureRepeatsNothingTheEndpointSent() {
    try (RawServer server = RawServer.plain(RawServer.answering("canary-7f3a\r\n\r\n"))) {
      assertThatExceptionOfType(CallFailedException.class)
          .isThrownBy(() -> call(client, post(server.port(), "body")))
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("canary"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aFailureWhileConnectingKeepsItsCause() {
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> call(client, get(1)))
        .withCauseInstanceOf(ConnectException.class);
  }

  @Test
  void closingTheClientBreaksTheCallUnderWay() throws Exception {
    var reached = new CountDownLatch(1);
    try (RawServer server =
        RawServer.plain(
            peer -> {
              peer.readRequest();
              reached.countDown();
              peer.hang();
            })) {
      Thread closer =
          new Thread(
              () -> {
                try {
                  reached.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                client.close();
              });
      closer.start();
      assertThat(failureOf(post(server.port(), "body"))).isEqualTo(CallFailure.CALL_STOPPED);
      closer.join();
    }
  }

  private CallFailure failureOf(GuardedRequest request) {
    try {
      Answer answer = call(client, request);
      throw new AssertionError("Answered with " + answer.status());
    } catch (CallFailedException e) {
      return e.failure();
    }
  }

  private CallFailure failureOf(RawServer.Script script) {
    return failureOf(script, "body", TestEndpoint.PATIENT);
  }

  private CallFailure failureOf(RawServer.Script script, String body, Timeouts limits) {
    try (RawServer server = RawServer.plain(script)) {
      return failureOf(
          within(body.isEmpty() ? get(server.port()) : post(server.port(), body), limits));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void use(TestEndpoint.Names names) {
    client.close();
    client = new EndpointClient(with(settings(), names));
  }

  private static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }

  /** Connects until the listener's backlog takes no more. */
  private static List<Socket> fill(ServerSocket listener) throws IOException {
    List<Socket> backlog = new ArrayList<>();
    while (true) {
      Socket socket = new Socket();
      backlog.add(socket);
      try {
        socket.connect(new InetSocketAddress(loopback(), listener.getLocalPort()), 300);
      } catch (SocketException | SocketTimeoutException full) {
        return backlog;
      }
    }
  }
}
