package io.sealpost.delivery;

import static io.sealpost.delivery.TestEndpoint.LONG;
import static io.sealpost.delivery.TestEndpoint.SHORT;
import static io.sealpost.delivery.TestEndpoint.call;
import static io.sealpost.delivery.TestEndpoint.get;
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

/** Endpoints that cannot be reached, and what that is then called. */
@Timeout(60)
class ConnectFailuresTest {
  private EndpointClient client = new EndpointClient(settings());

  /** Whatever a call ends in, its connection is back in the pool or gone. */
  @AfterEach
  void noConnectionIsLeaked() {
    TestEndpoint.closeWithoutLeak(client);
  }

  @Test
  void aClosedPortIsARefusalThatKeepsItsCause() throws IOException {
    try (Socket silent = TestEndpoint.boundTo(loopback(), 0)) {
      assertThatExceptionOfType(CallFailedException.class)
          .isThrownBy(() -> call(client, get(silent.getLocalPort())))
          .withCauseInstanceOf(ConnectException.class)
          .satisfies(e -> assertThat(e.failure()).isEqualTo(CallFailure.CONNECT_REFUSED));
    }
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
    try (RawServer server = RawServer.plain(RawServer.answering(RawServer.ok()));
        Socket silent = TestEndpoint.boundTo(InetAddress.getByName("127.0.0.2"), server.port())) {
      use(host -> new InetAddress[] {silent.getLocalAddress(), loopback()});
      assertThat(call(client, get(server.port())).status()).isEqualTo(200);
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
