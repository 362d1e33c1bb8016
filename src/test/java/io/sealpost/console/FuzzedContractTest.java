package io.sealpost.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.SealpostFixture;
import io.sealpost.console.HostileRequests.Hostile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * Whatever is asked of an operation of the contract, the answer is one it describes, never our
 * fault, and nothing is worth an error in the log. {@link ApiClient} holds each answer against the
 * contract.
 */
@Timeout(300)
class FuzzedContractTest {
  @TempDir static Path folder;
  private static SealpostFixture sealpost;
  private static ApiClient api;
  private static final Queue<String> ERRORS = new ConcurrentLinkedQueue<>();
  private static final AppenderBase<ILoggingEvent> APPENDER =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          if (event.getLevel().isGreaterOrEqual(Level.ERROR) || event.getThrowableProxy() != null) {
            ERRORS.add(event.toString());
          }
        }
      };

  @BeforeAll
  static void start() throws Exception {
    root().addAppender(APPENDER);
    APPENDER.start();
    sealpost = new SealpostFixture(folder).activation("welcome", "").start();
    api = new ApiClient(sealpost);
    for (String id : List.of("d1", "d2", "d3")) {
      sealpost.send("{}", Map.of("activation", "welcome", "deliveryId", id));
    }
    api.post("/v1/activations/welcome/pause", null);
    api.post("/v1/activations/welcome/resume", null);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> api.get("/v1/deliveries").path("attempts").size() == 3);
  }

  @AfterAll
  static void stop() {
    sealpost.close();
    root().detachAppender(APPENDER);
  }

  @AfterEach
  void nothingIsAnErrorInTheLog() {
    assertThat(ERRORS).isEmpty();
  }

  static List<Offered> operations() {
    return Offered.all();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void whatNobodyShouldSendIsRefused(Offered offered) throws Exception {
    for (Hostile hostile : HostileRequests.of(offered, api.token())) {
      RawHttp.Answer answer = sent(hostile);

      assertThat(answer.status()).as("%s: %s", hostile, answer.body()).isBetween(400, 499);
      assertThat(answer.body()).as("%s", hostile).doesNotContain(api.token(), "Source:", "java.");
      assertThat(answer.headers().keySet()).noneMatch(name -> name.startsWith("access-control"));
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aBodyWhoseEndNobodyCanTellEndsTheConnectionAndNothingElse(Offered offered) throws Exception {
    Hostile endless = HostileRequests.withoutEnd(offered);
    String request =
        api.request(endless.method(), endless.target(), endless.body(), endless.headers());
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sealpost.managementPort())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .matches("|(?s)HTTP/1.1 400 .*");
    }
  }

  /** Positions in what they page through: cut, changed or taken elsewhere they are at most none. */
  @Test
  void cursorsOfOtherPagesAndChangedOnesAreToldOrHarmless() throws Exception {
    Map<String, String> cursors = new TreeMap<>();
    for (Offered offered : operations()) {
      if (offered.parameters("query").stream()
          .anyMatch(p -> p.at("/name").asText().equals("cursor"))) {
        JsonNode page = api.get(offered.path() + "?limit=1");
        assertThat(page.path("next").asText()).as("%s", offered).isNotEmpty();
        cursors.put(offered.path(), page.path("next").asText());
      }
    }
    assertThat(cursors).hasSizeGreaterThan(2);
    for (String path : cursors.keySet()) {
      for (var other : cursors.entrySet()) {
        String cursor = other.getValue();
        for (int i : new int[] {0, cursor.length() / 2, cursor.length() - 1}) {
          harmless(path, cursor.substring(0, i));
          harmless(path, cursor.substring(0, i) + "~" + cursor.substring(i + 1));
          harmless(path, cursor.substring(0, i) + "0" + cursor.substring(i + 1));
        }
        harmless(path, cursor);
      }
    }
  }

  private static RawHttp.Answer sent(Hostile hostile) {
    try {
      return api.call(hostile.method(), hostile.target(), hostile.body(), hostile.headers());
    } catch (IOException | AssertionError e) {
      throw new AssertionError(hostile.toString(), e);
    }
  }

  private static void harmless(String path, String cursor) throws Exception {
    RawHttp.Answer answer = api.call("GET", path + "?cursor=" + cursor, null);
    assertThat(answer.status()).as("%s %s: %s", path, cursor, answer.body()).isIn(200, 400, 410);
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }
}
