package io.sealpost.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.SealpostFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Without its database Sealpost delivers and shows what it can, but lets nobody change anything.
 */
@Timeout(180)
class DatabaseDownTest {
  @TempDir Path folder;

  @Test
  void noChangeIsMadeThatTheAuditWouldNotHave() throws Exception {
    try (SealpostFixture sealpost = new SealpostFixture(folder)) {
      sealpost
          .activation("welcome", "")
          .setting(
              "sealpost.database.url",
              "jdbc:postgresql://127.0.0.1:" + SealpostFixture.freePort() + "/none")
          .start();
      ApiClient api = new ApiClient(sealpost);

      RawHttp.Answer refused = api.post("/v1/activations/welcome/pause", null);
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.json().path("type").asText()).endsWith("#database-unavailable");
      assertThat(api.post("/v1/dead/purge", "{\"all\": true}").status()).isEqualTo(503);
      JsonNode activations = api.get("/v1/activations");
      assertThat(activations.at("/activations/0/state").asText()).isEqualTo("running");
      assertThat(activations.path("warning").asText()).isNotEmpty();
      assertThat(api.get("/v1/jobs").path("jobs")).isEmpty();

      sealpost.send("{\"user_id\": \"u\"}", Map.of("activation", "welcome"));
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> sealpost.requestsTo("/welcome").size() == 1);
    }
  }
}
