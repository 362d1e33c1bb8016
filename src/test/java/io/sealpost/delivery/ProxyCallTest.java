package io.sealpost.delivery;

import static io.sealpost.delivery.TestEndpoint.LONG;
import static io.sealpost.delivery.TestEndpoint.SHORT;
import static io.sealpost.delivery.TestEndpoint.call;
import static io.sealpost.delivery.TestEndpoint.request;
import static io.sealpost.delivery.TestEndpoint.securePost;
import static io.sealpost.delivery.TestEndpoint.settings;
import static io.sealpost.delivery.TestEndpoint.throughProxy;
import static io.sealpost.delivery.TestEndpoint.with;
import static io.sealpost.delivery.TestEndpoint.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.activation.Activation.Timeouts;
import io.sealpost.signature.HttpHeader;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ProxyCallTest {
  private static final TestCertificates CA = new TestCertificates();
  private static final SSLContext ENDPOINT = CA.context(CA.issue(TestEndpoint.HOST));

  private final List<String> lookedUp = new CopyOnWriteArrayList<>();

  @Test
  void aProxyOpensATunnelAndSeesNothingOfTheRequest() throws IOException {
    try (RawServer endpoint = RawServer.tls(ENDPOINT, false, RawServer.answering(RawServer.ok()));
        RawServer proxy = RawServer.plain(tunnelTo(endpoint))) {
      GuardedRequest request =
          request(
              "POST",
              "https://" + TestEndpoint.HOST + ":" + endpoint.port() + "/path",
              List.of(new HttpHeader("Authorization", "canary")),
              "body");
      Answer answer = throughProxyAt(proxy, client -> call(client, request));
      assertThat(answer.status()).isEqualTo(200);
      String authority = TestEndpoint.HOST + ":" + endpoint.port();
      assertThat(proxy.received())
          .containsExactly("CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n");
      assertThat(endpoint.received().get(0)).startsWith("POST /path HTTP/1.1\r\n");
      assertThat(lookedUp).containsExactly("proxy.test");
    }
  }

  @Test
  void aTunnelIsUsedAgain() throws IOException {
    try (RawServer endpoint = RawServer.tls(ENDPOINT, false, RawServer.answering(RawServer.ok()));
        RawServer proxy = RawServer.plain(tunnelTo(endpoint))) {
      throughProxyAt(
          proxy,
          client -> {
            call(client, securePost(endpoint.port(), "one"));
            return call(client, securePost(endpoint.port(), "two"));
          });
      assertThat(proxy.connectionCount()).isEqualTo(1);
    }
  }

  /** No status of the proxy's may pass for the endpoint's: 204 would be a delivery. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "204 No Content\r\n\r\n",
        "201 Created\r\nContent-Length: 2\r\n\r\nok",
        "302 Found\r\nLocation: http://other.test/\r\nContent-Length: 0\r\n\r\n",
        "403 Forbidden\r\nContent-Length: 2\r\n\r\nno",
        "407 Auth\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n",
        "502 Bad\r\nContent-Length: 0\r\n\r\n",
        "200 OK but no line end"
      })
  void whatAProxyAnswersIsNotTheEndpointsAnswer(String answer) throws IOException {
    assertThat(
            failureAt(
                peer -> {
                  peer.readRequest();
                  peer.send("HTTP/1.1 " + answer);
                }))
        .isIn(CallFailure.PROXY_REFUSED, CallFailure.TLS_FAILED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "garbage\r\n\r\n"})
  void aProxyThatAnswersNothingReadableRefuses(String answer) throws IOException {
    assertThat(
            failureAt(
                peer -> {
                  peer.readRequest();
                  peer.send(answer);
                }))
        .isEqualTo(CallFailure.PROXY_REFUSED);
  }

  @Test
  void aProxyThatNeverAnswersIsAConnectTimeout() throws IOException {
    assertThat(
            failureAt(
                peer -> {
                  peer.readRequest();
                  peer.hang();
                }))
        .isEqualTo(CallFailure.CONNECT_TIMEOUT);
  }

  @Test
  void aProxyThatDripsIsAConnectTimeout() throws IOException {
    assertThat(
            failureAt(
                peer -> {
                  peer.readRequest();
                  peer.send("HTTP/1.1 200 OK\r\nX-A: ");
                  peer.drip("x");
                }))
        .isEqualTo(CallFailure.CONNECT_TIMEOUT);
  }

  @Test
  void aTunnelThatLeadsNowhereIsAConnectTimeout() throws IOException {
    assertThat(
            failureAt(
                peer -> {
                  peer.readRequest();
                  peer.send("HTTP/1.1 200 OK\r\n\r\n");
                  peer.hang();
                }))
        .isEqualTo(CallFailure.CONNECT_TIMEOUT);
  }

  @Test
  void plainHttpGoesToTheProxyWithItsWholeUrl() throws IOException {
    try (RawServer proxy = RawServer.plain(RawServer.answering(RawServer.ok()))) {
      String url = "http://" + TestEndpoint.HOST + ":8080//a%2Fb?c=%20";
      throughProxyAt(proxy, client -> call(client, request("POST", url, List.of(), "body")));
      assertThat(proxy.received().get(0)).startsWith("POST " + url + " HTTP/1.1\r\n");
    }
  }

  /** A call with an impatient connect phase. */
  private CallFailure failureAt(RawServer.Script script) throws IOException {
    try (RawServer proxy = RawServer.plain(script)) {
      return throughProxyAt(
          proxy,
          client -> {
            try {
              call(client, within(securePost(443, "body"), new Timeouts(SHORT, LONG, LONG)));
              throw new AssertionError("Answered");
            } catch (CallFailedException e) {
              return e.failure();
            }
          });
    }
  }

  private <T> T throughProxyAt(RawServer proxy, Calls<T> calls) throws IOException {
    var settings =
        with(
            settings(CA.context(null)),
            host -> {
              lookedUp.add(host);
              return TestEndpoint.loopback();
            });
    var client = new EndpointClient(throughProxy(settings, proxy.port()));
    try {
      return calls.make(client);
    } finally {
      TestEndpoint.closeWithoutLeak(client);
    }
  }

  private static RawServer.Script tunnelTo(RawServer endpoint) {
    return peer -> {
      peer.readRequest();
      peer.send("HTTP/1.1 200 Connection established\r\n\r\n");
      peer.tunnelTo(endpoint.port());
    };
  }

  @FunctionalInterface
  private interface Calls<T> {
    T make(EndpointClient client) throws IOException;
  }
}
