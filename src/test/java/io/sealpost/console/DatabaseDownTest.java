package io.sealpost.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.FreePort;
import io.sealpost.SealpostFixture;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Without its database Sealpost delivers, shows what it can and can be paused; all else is refused.
 */
@Tag("slow")
@Timeout(180)
class DatabaseDownTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @TempDir Path folder;
  private final int port = FreePort.next();
  private SealpostFixture sealpost;
  private ApiClient api;

  @BeforeEach
  void start() throws Exception {
    sealpost =
        new SealpostFixture(folder)
            .activation("welcome", "")
            .setting("sealpost.database.url", "jdbc:postgresql://127.0.0.1:" + port + "/postgres")
            .setting("sealpost.database.userName", "postgres")
            .setting("sealpost.database.password", "postgres")
            .start();
    api = new ApiClient(sealpost);
  }

  @AfterEach
  void stop() {
    sealpost.close();
  }

  @Test
  void noChangeIsMadeThatTheAuditWouldNotHave() throws Exception {
    RawHttp.Answer refused = api.post("/v1/dead/purge", "{\"all\": true}");
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.json().path("type").asText()).endsWith("#database-unavailable");
    assertThat(refused.json().path("detail").asText()).endsWith("Nothing changed");
    assertThat(api.get("/v1/jobs").path("jobs")).isEmpty();
    JsonNode activations = api.get("/v1/activations");
    assertThat(activations.at("/activations/0/state").asText()).isEqualTo("running");
    assertThat(activations.path("warning").asText()).isNotEmpty();

    sealpost.send("{\"user_id\": \"u\"}", Map.of("activation", "welcome"));
    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/welcome").size() == 1);
  }

  @Test
  void aPauseIsMadeAndItsRowFollowsWhenTheDatabaseIsBack() throws Exception {
    RawHttp.Answer paused = api.post("/v1/activations/welcome/pause", null);
    assertThat(paused.status()).isEqualTo(200);
    assertThat(paused.json().path("state").asText()).isEqualTo("paused");
    assertThat(paused.json().path("warning").asText()).isNotEmpty();
    assertThat(sealpost.depth("sealpost.attempts")).isEqualTo(2);

    try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().setPort(port).start()) {
      await().atMost(LIMIT).until(() -> sealpost.depth("sealpost.attempts") == 0);
      JsonNode entries = api.get("/v1/audit").path("entries");
      assertThat(entries.findValuesAsText("action")).containsExactly("activation.pause");
      assertThat(entries.findValuesAsText("outcome")).containsExactly("done");
      assertThat(entries.findValuesAsText("subject")).containsExactly("welcome");
      assertThat(entries.at("/0/endedAt").asText()).isNotEmpty();
      assertThat(sealpost.depth("sealpost.dead")).isZero();
      assertThat(postgres.getPort()).isEqualTo(port);
      sealpost.stop();
    }
  }
}
