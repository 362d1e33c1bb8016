package io.sealpost;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
  void afterAStopNothingOfItRunsAndAfterAStartItCountsFromZero() throws Exception {
    assertThat(page.scrape().value("sealpost_broker_up")).isEqualTo(1);
    assertThat(threads()).anyMatch(name -> name.contains("sealpost-probe"));

    sealpost.stop();

    assertThat(threads()).noneMatch(name -> name.contains("sealpost-probe"));
    sealpost.start();
    Scrape scrape = page.scrape();
    assertThat(scrape.value("sealpost_attempts_total")).isZero();
    assertThat(scrape.value("sealpost_info")).isEqualTo(1);
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .collect(Collectors.toSet());
  }
}
