package io.sealpost.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.SealpostFixture;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who gets in, and how long anybody can stay. Raw HTTP. */
@Timeout(180)
class DoorTest {
  @TempDir static Path folder;
  private static SealpostFixture sealpost;
  private static ApiClient api;

  @BeforeAll
  static void start() throws Exception {
    sealpost =
        new SealpostFixture(folder)
            .activation("welcome", "")
            .setting("sealpost.management.names", "Console.example, other.example")
            .start();
    api = new ApiClient(sealpost);
  }

  @AfterAll
  static void stop() {
    sealpost.close();
  }

  @Test
  void onlyTheServersOwnNamesAreAnswered() throws Exception {
    for (String name : List.of("localhost", "127.0.0.1:1", "[::1]:9400", "CONSOLE.example")) {
      assertThat(statusWithHost(name)).as(name).isEqualTo(200);
    }
    for (String name :
        List.of("evil.example:9400", "localhost.evil.example", "127.0.0.1.evil.example", "[::2]")) {
      assertThat(statusWithHost(name)).as(name).isEqualTo(421);
    }
    refused("GET /v1/queues HTTP/1.1\r\n\r\n", 400, "bad-request", "no Host header");
    refused(
        "GET /v1/queues HTTP/1.1\r\nHost: localhost\r\nHost: evil\r\n\r\n",
        400,
        "bad-request",
        "2 Host headers");
    refused(
        "GET /v1/queues HTTP/1.1\r\nHost: localhost:99999\r\n\r\n",
        400,
        "bad-request",
        "Host header cannot be decoded");
    // The document tells no secret, but nobody needs it by another name either.
    assertThat(raw("GET /openapi.yaml HTTP/1.1\r\nHost: evil\r\n\r\n").status()).isEqualTo(421);
  }

  @Test
  void noOtherSiteMayReadOrAsk() throws Exception {
    RawHttp.Answer answer =
        api.call("GET", "/v1/queues", null, Map.of("Origin", "https://evil.example"));
    assertThat(answer.headers().keySet()).noneMatch(name -> name.startsWith("access-control"));
    assertThat(answer.header("cache-control")).isEqualTo("no-store");
    assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");

    RawHttp.Answer preflight =
        raw(
            lines(
                "OPTIONS /v1/dead/purge HTTP/1.1",
                "Host: localhost",
                "Origin: https://evil.example",
                "Access-Control-Request-Method: POST"));
    assertThat(preflight.status()).isEqualTo(401);
    assertThat(preflight.headers().keySet()).noneMatch(name -> name.startsWith("access-control"));
  }

  @Test
  void theTokensFileIsItsOwnersAlone() throws Exception {
    Path file = folder.resolve("data/management-token");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file).strip()).matches("[A-Za-z0-9_-]{43}");
  }

  @Test
  void whatIsTooLargeOrNoHttpIsRefused() throws Exception {
    String host = " HTTP/1.1\r\nHost: localhost\r\n";
    String tooMuch = "x".repeat(9_000);
    refused("GET /" + tooMuch + host + "\r\n", 414, "request-too-long", "longer than 8192 bytes");
    refused(
        "GET /" + host + "X: " + tooMuch + "\r\n\r\n",
        431,
        "request-too-long",
        "more than 8192 bytes together");
    refused("nonsense\r\n\r\n", 400, "bad-request", "no HTTP/1.1");
    refused("GET /v1/stats?event=%zz" + host + "\r\n", 400, "bad-request", "write %25");
    refused("GET /v1/stats?event=%ff" + host + "\r\n", 400, "bad-request", "no UTF-8");
    refused("GET http://evil.example/" + host + "\r\n", 400, "bad-request", "no proxy");
  }

  @Test
  void aBodyIsNotReadFromWhoHasNoToken() throws Exception {
    RawHttp.Answer answer =
        raw(
            lines(
                "POST /v1/dead/purge HTTP/1.1",
                "Host: localhost",
                "Content-Type: application/json",
                "Content-Length: 1000000000"));

    assertThat(answer.status()).isEqualTo(401);
  }

  @Test
  void whoSaysNothingIsCutOffAndKeepsNobodyOut() throws Exception {
    List<Socket> silent = new ArrayList<>();
    try {
      // More than are let in at once.
      for (int i = 0; i < 150; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), sealpost.managementPort());
        socket.setSoTimeout(60_000);
        silent.add(socket);
      }
      Socket dripping = silent.get(0);
      dripping.getOutputStream().write("GET /v1/que".getBytes(StandardCharsets.US_ASCII));

      // While they are all still there.
      assertThat(statusWithHost("localhost")).isEqualTo(200);
      for (Socket socket : silent) {
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
      }
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void eachConnectionCarriesOneRequest() throws Exception {
    String request = api.request("GET", "/v1/queues", null, Map.of());

    String answers = new String(sendAll(request + request), StandardCharsets.UTF_8);

    assertThat(answers.split("HTTP/1.1 ", -1)).hasSize(2);
  }

  private static void refused(String request, int status, String code, String detail)
      throws Exception {
    RawHttp.Answer answer = raw(request);
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.json().path("type").asText()).isEqualTo("docs/management-api.md#" + code);
    assertThat(answer.json().path("detail").asText()).contains(detail);
  }

  private static String lines(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  private static int statusWithHost(String host) throws Exception {
    return api.call("GET", "/v1/queues", null, Map.of("Host", host)).status();
  }

  private static RawHttp.Answer raw(String request) throws Exception {
    return RawHttp.send(sealpost.managementPort(), request);
  }

  private static byte[] sendAll(String request) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sealpost.managementPort())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return socket.getInputStream().readAllBytes();
    }
  }
}
