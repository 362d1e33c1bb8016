package io.sealpost.delivery;

import static io.sealpost.delivery.TestEndpoint.call;
import static io.sealpost.delivery.TestEndpoint.request;
import static io.sealpost.delivery.TestEndpoint.settings;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealpost.signature.HttpHeader;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes a socket receives are those of the guarded request. */
@Timeout(60)
class RequestOnTheWireTest {
  private final EndpointClient client = new EndpointClient(settings());
  private final RawServer server = RawServer.plain(RawServer.answering(RawServer.ok()));

  @AfterEach
  void close() throws IOException {
    client.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
  void aMethodWithABodySendsItWithItsLength(String method) throws IOException {
    assertThat(sent(request(method, url("/a"), List.of(), "{\"ü\":1}")))
        .isEqualTo(
            method
                + " /a HTTP/1.1\r\n"
                + host()
                + "Content-Length: 8\r\nConnection: keep-alive\r\n\r\n"
                + new String("{\"ü\":1}".getBytes(UTF_8), ISO_8859_1));
  }

  @ParameterizedTest
  @CsvSource({"POST,true", "PUT,true", "PATCH,true", "DELETE,false", "GET,false"})
  void aMethodThatExpectsABodySaysThatItIsEmpty(String method, boolean length) throws IOException {
    assertThat(sent(request(method, url("/a"), List.of(), "")))
        .isEqualTo(
            method
                + " /a HTTP/1.1\r\n"
                + host()
                + (length ? "Content-Length: 0\r\n" : "")
                + "Connection: keep-alive\r\n\r\n");
  }

  @Test
  void aGetWithABodyIsRefusedAndNotSentWithoutIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> call(client, request("GET", url("/a"), List.of(), "body")));
    assertThat(server.connectionCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/a%20b",
        "/%7Bx%7D",
        "//a//b/",
        "/a+b",
        "/a%2Fb",
        "/a%2fb",
        "/%C3%A9",
        "/a;v=1/b",
        "/%2e%2e/a",
        "/a/./b/../c",
        "/~!$&'()*,=:@",
        "/a?",
        "/a?b",
        "/a?b=c&b=d&&=",
        "/a?b=%20+%2B%26",
        "/a?b=c?d/e",
        "/?url=https://x.test//y",
        "?a=b"
      })
  void aPathAndItsQueryGoOutAsTheyAre(String path) throws IOException {
    String target = path.startsWith("?") ? "/" + path : path;
    assertThat(sent(request("GET", url(path), List.of(), "")))
        .startsWith("GET " + target + " HTTP/1.1\r\n");
  }

  @Test
  void headersGoOutInTheirOrderWithTheirSpelling() throws IOException {
    List<HttpHeader> headers =
        List.of(
            new HttpHeader("X-z", "1"),
            new HttpHeader("Content-Type", "application/json"),
            new HttpHeader("Cache-Control", "no-store"),
            new HttpHeader("Date", "today"),
            new HttpHeader("authorization", "Basic Zm9vOmJhcg=="),
            new HttpHeader("User-Agent", "Sealpost/test"),
            new HttpHeader("Accept-Encoding", "identity"),
            new HttpHeader("breadcrumbId", "2"),
            new HttpHeader("CamelHttpUri", "3"),
            new HttpHeader("X-Empty", ""),
            new HttpHeader("X-A", "two  blanks, \"quotes\""));
    String lines =
        String.join("", headers.stream().map(h -> h.name() + ": " + h.value() + "\r\n").toList());
    assertThat(sent(request("POST", url("/a"), headers, "b")))
        .isEqualTo(
            "POST /a HTTP/1.1\r\n"
                + lines
                + host()
                + "Content-Length: 1\r\nConnection: keep-alive\r\n\r\nb");
  }

  @Test
  void aBodyGoesOutByteForByte() throws IOException {
    byte[] body = new byte[1024 * 1024];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) (i * 31);
    }
    var request =
        new GuardedRequest("POST", URI.create(url("/a")), List.of(), body, TestEndpoint.PATIENT);
    assertThat(sent(request)).endsWith("\r\n\r\n" + new String(body, ISO_8859_1));
  }

  @Test
  void theNextRequestOnAConnectionCarriesNothingOfTheFirst() throws IOException {
    call(client, request("POST", url("/a"), List.of(new HttpHeader("X-A", "1")), "first"));
    String first = server.received().get(0);
    call(client, request("GET", url("/b"), List.of(), ""));
    assertThat(server.received()).hasSize(1);
    assertThat(server.received().get(0).substring(first.length()))
        .isEqualTo("GET /b HTTP/1.1\r\n" + host() + "Connection: keep-alive\r\n\r\n");
  }

  private String sent(GuardedRequest request) throws IOException {
    call(client, request);
    return server.received().get(0);
  }

  private String url(String path) {
    return "http://" + TestEndpoint.HOST + ":" + server.port() + path;
  }

  private String host() {
    return "Host: " + TestEndpoint.HOST + ":" + server.port() + "\r\n";
  }
}
