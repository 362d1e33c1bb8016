package io.sealpost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The observe port only reads, and shows metrics and health alone. */
@Timeout(120)
class ObservePortTest {
  private static final List<String> PAGES =
      List.of(
          "/observe/metrics", "/observe/health", "/observe/health/live", "/observe/health/ready");

  @TempDir static Path folder;
  private static SealpostFixture sealpost;
  private static ObservePage page;

  @BeforeAll
  static void start() throws Exception {
    sealpost = new SealpostFixture(folder).activation("welcome", "").start();
    page = new ObservePage(sealpost);
  }

  @AfterAll
  static void stop() {
    sealpost.close();
  }

  @Test
  void itsPagesAnswerGet() throws Exception {
    for (String path : PAGES) {
      assertThat(page.send("GET", path).statusCode()).as(path).isEqualTo(200);
    }
    assertThat(page.send("GET", "/observe/metrics").headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
  }

  @Test
  void noOtherMethodDoesAnything() throws Exception {
    for (String path : PAGES) {
      for (String method : List.of("HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")) {
        assertThat(page.send(method, path).statusCode()).as(method + " " + path).isEqualTo(405);
      }
    }
  }

  @Test
  void nothingElseOfCamelIsServed() throws Exception {
    for (String path :
        List.of(
            "/",
            "/observe",
            "/observe/",
            "/observe/info",
            "/observe/jolokia",
            "/observe/metrics/x",
            "/observe/../q/dev",
            "/q/dev",
            "/q/dev/top",
            "/q/info",
            "/q/health",
            "/q/metrics",
            "/q/jolokia",
            "/q/send/",
            "/q/upload/x",
            "/q/download/x")) {
      assertThat(page.send("GET", path).statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  void whatIsTooLongOrNoHttpIsRefusedAndABodyIsNotRead() throws Exception {
    String tooMuch = "x".repeat(9_000);
    assertThat(firstLine("GET /" + tooMuch + " HTTP/1.1\r\n\r\n")).contains(" 414 ");
    assertThat(firstLine("GET / HTTP/1.1\r\nX: " + tooMuch + "\r\n\r\n")).contains(" 431 ");
    assertThat(firstLine("nonsense\r\n\r\n")).contains(" 400 ");
    assertThat(firstLine("GET /observe/metrics HTTP/1.1\r\nContent-Length: 5000000000\r\n\r\nx"))
        .contains(" 200 ");
    // As a container's probe asks that has no more than a shell.
    assertThat(firstLine("GET /observe/health/live HTTP/1.0\r\n\r\n")).contains(" 200 ");
  }

  @Test
  void whoHoldsConnectionsOpenKeepsNobodyOut() throws Exception {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 150; i++) {
        silent.add(new Socket(InetAddress.getLoopbackAddress(), sealpost.observePort()));
      }
      assertThat(page.health("/live").statusCode()).isEqualTo(200);
      // The first ones made room.
      silent.get(0).setSoTimeout(60_000);
      assertThat(silent.get(0).getInputStream().read()).isEqualTo(-1);
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void afterAStopNothingOfItRunsAndAfterAStartItCountsFromZero() throws Exception {
    assertThat(page.scrape().value("sealpost_broker_up")).isEqualTo(1);
    assertThat(threads()).anyMatch(name -> name.contains("sealpost-probe"));

    sealpost.stop();

    assertThat(threads())
        .noneMatch(name -> name.contains("sealpost-probe"))
        .noneMatch(name -> name.equals("sealpost-observe"));
    sealpost.start();
    Scrape scrape = page.scrape();
    assertThat(scrape.value("sealpost_attempts_total")).isZero();
    assertThat(scrape.value("sealpost_info")).isEqualTo(1);
  }

  private static String firstLine(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sealpost.observePort())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
          .readLine();
    }
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .collect(Collectors.toSet());
  }
}
