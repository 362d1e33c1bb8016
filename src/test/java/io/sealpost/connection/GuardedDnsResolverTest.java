package io.sealpost.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedDnsResolverTest {
  private static final AddressGuard PUBLIC = AddressGuard.allowing(List.of());

  @Test
  void publicAddressesAreHandedOutAsLookedUp() throws UnknownHostException {
    Answers answers = new Answers("93.184.215.14 2606:4700::1111");
    GuardedDnsResolver resolver = new GuardedDnsResolver(PUBLIC, answers);
    InetAddress[] addresses = resolver.resolve("receiver.example.org");
    assertThat(addresses).containsExactly(literal("93.184.215.14"), literal("2606:4700::1111"));
    assertThat(answers.asked).containsExactly("receiver.example.org");
  }

  @Test
  void onePrivateAddressAmongPublicOnesRefusesTheHost() {
    Answers answers = new Answers("93.184.215.14 10.0.0.1");
    GuardedDnsResolver resolver = new GuardedDnsResolver(PUBLIC, answers);
    assertThatThrownBy(() -> resolver.resolve("mixed.example.org"))
        .isInstanceOf(AddressRefusedException.class)
        .hasMessage(
            "mixed.example.org resolves to 10.0.0.1, which is not public but private"
                + " (10.0.0.0/8): if it is meant, list it under allowAddresses of the connection");
  }

  @Test
  void rebindingAtTheNextConnectIsRefusedAndEachConnectAsksOnce() throws UnknownHostException {
    Answers answers = new Answers("93.184.215.14", "127.0.0.1");
    GuardedDnsResolver resolver = new GuardedDnsResolver(PUBLIC, answers);
    assertThat(resolver.resolve("rebinding.example.org", 443))
        .containsExactly(new InetSocketAddress(literal("93.184.215.14"), 443));
    assertThat(answers.asked).hasSize(1);
    assertThatThrownBy(() -> resolver.resolve("rebinding.example.org", 443))
        .isInstanceOf(AddressRefusedException.class)
        .hasMessageContaining("127.0.0.1");
    assertThat(answers.asked).hasSize(2);
  }

  @Test
  void laterChangesOfTheAnswerDoNotReachTheCaller() throws UnknownHostException {
    InetAddress[] answer = {literal("93.184.215.14")};
    InetAddress[] addresses = new GuardedDnsResolver(PUBLIC, host -> answer).resolve("h.example");
    answer[0] = literal("127.0.0.1");
    assertThat(addresses).containsExactly(literal("93.184.215.14"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "2130706433",
        "127.1",
        "::1",
        "[::1]",
        "::ffff:127.0.0.1",
        "10.0.0.1"
      })
  void literalsAreJudgedToo(String literal) {
    GuardedDnsResolver resolver = new GuardedDnsResolver(PUBLIC);
    assertThatThrownBy(() -> resolver.resolve(literal))
        .isInstanceOf(AddressRefusedException.class)
        .hasMessageContaining(literal)
        .hasMessageContaining("allowAddresses");
  }

  @Test
  void listedAddressesPass() throws UnknownHostException {
    AddressGuard guard = AddressGuard.allowing(List.of("127.0.0.0/8"));
    assertThat(new GuardedDnsResolver(guard).resolve("127.0.0.1"))
        .containsExactly(literal("127.0.0.1"));
  }

  @Test
  void noAnswerIsAnUnknownHost() {
    GuardedDnsResolver resolver = new GuardedDnsResolver(PUBLIC, host -> new InetAddress[0]);
    assertThatThrownBy(() -> resolver.resolve("empty.example.org"))
        .isExactlyInstanceOf(UnknownHostException.class)
        .hasMessageContaining("empty.example.org");
  }

  @Test
  void canonicalNamesAreNotLookedUp() {
    Answers answers = new Answers();
    assertThat(new GuardedDnsResolver(PUBLIC, answers).resolveCanonicalHostname("10.0.0.1"))
        .isEqualTo("10.0.0.1");
    assertThat(answers.asked).isEmpty();
  }

  /** The HTTP client itself: nothing arrives at a listening port that the guard refuses. */
  @Test
  void httpClientDoesNotConnectToARefusedAddress() throws IOException {
    Answers answers = new Answers("127.0.0.1", "127.0.0.1");
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        CloseableHttpClient client = client(new GuardedDnsResolver(PUBLIC, answers))) {
      for (String host : List.of("rebound.example.org", "127.0.0.1")) {
        HttpGet request = new HttpGet("http://" + host + ":" + server.getLocalPort() + "/");
        assertThatThrownBy(() -> client.execute(request, response -> null))
            .isInstanceOf(AddressRefusedException.class);
      }
      assertThat(answers.asked).containsExactly("rebound.example.org", "127.0.0.1");
      server.setSoTimeout(1);
      assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  private static CloseableHttpClient client(GuardedDnsResolver resolver) {
    return HttpClients.custom()
        .disableAutomaticRetries()
        // The port never answers: without the guard the test is to fail, not to wait.
        .setDefaultRequestConfig(
            RequestConfig.custom().setResponseTimeout(Timeout.ofSeconds(1)).build())
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create().setDnsResolver(resolver).build())
        .build();
  }

  private static InetAddress literal(String text) {
    return Objects.requireNonNull(IpLiteral.parse(text), text);
  }

  /** One answer a look-up, its addresses parted by blanks, and a record of what was asked. */
  private static final class Answers implements GuardedDnsResolver.Lookup {
    private final List<String> asked = new ArrayList<>();
    private final List<String> answers;

    Answers(String... answers) {
      this.answers = List.of(answers);
    }

    @Override
    public InetAddress[] addressesOf(String host) {
      asked.add(host);
      return Arrays.stream(answers.get(asked.size() - 1).split(" "))
          .map(GuardedDnsResolverTest::literal)
          .toArray(InetAddress[]::new);
    }
  }
}
