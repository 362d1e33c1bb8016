package io.sealpost.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.SealpostFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Walks the shipped document: what it says of each path, parameter and body is so. {@link
 * ApiClient} holds every answer of every test against it besides.
 */
@Timeout(180)
class ContractTest {
  @TempDir static Path folder;
  private static SealpostFixture sealpost;
  private static ApiClient api;

  @BeforeAll
  static void start() throws Exception {
    sealpost = new SealpostFixture(folder).activation("welcome", "").start();
    api = new ApiClient(sealpost);
  }

  @AfterAll
  static void stop() {
    sealpost.close();
  }

  @Test
  void theDocumentIsServedToAnybodyAsItIsShipped() throws Exception {
    RawHttp.Answer answer = api.call("GET", "/openapi.yaml", null, Map.of("Authorization", ""));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("application/yaml");
    assertThat(answer.body()).isEqualTo(Files.readString(Path.of("schema/openapi.yaml")));
  }

  @Test
  void everyOperationNeedsTheToken() throws Exception {
    for (Offered offered : Offered.all()) {
      for (String wrong : List.of("", "Bearer wrong", "Basic " + api.token(), api.token())) {
        RawHttp.Answer answer =
            api.call(offered.method(), offered.target(), null, Map.of("Authorization", wrong));
        assertThat(answer.status()).as("%s with %s", offered, wrong).isEqualTo(401);
        assertThat(answer.header("www-authenticate")).isEqualTo("Bearer");
        assertThat(answer.body()).doesNotContain(api.token());
      }
    }
  }

  @Test
  void everyOtherMethodIsRefusedNamingThoseAllowed() throws Exception {
    Map<String, TreeSet<String>> methods = new TreeMap<>();
    Offered.all()
        .forEach(o -> methods.computeIfAbsent(o.target(), p -> new TreeSet<>()).add(o.method()));
    for (var path : methods.entrySet()) {
      for (String method : List.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD")) {
        if (path.getValue().contains(method)) {
          continue;
        }
        // A path without parameters may be one with, too: /v1/dead/replay.
        boolean other =
            Offered.all().stream()
                .anyMatch(
                    o ->
                        o.method().equals(method)
                            && path.getKey().matches(o.path().replaceAll("\\{[^}]+}", "[^/]+")));
        if (other || method.equals("HEAD")) {
          continue;
        }
        RawHttp.Answer answer = api.call(method, path.getKey(), null);
        assertThat(answer.status()).as("%s %s", method, path.getKey()).isEqualTo(405);
        assertThat(List.of(answer.header("allow").split(", ")))
            .containsAll(path.getValue())
            .doesNotContain(method);
      }
    }
  }

  @Test
  void everyParameterIsHeldToItsSchema() throws Exception {
    int held = 0;
    for (Offered offered : Offered.all()) {
      for (JsonNode given : offered.operation().path("parameters")) {
        JsonNode parameter = Offered.resolved(given);
        String name = parameter.path("name").asText();
        for (String wrong : wrongValues(Offered.resolved(parameter.path("schema")))) {
          String target =
              parameter.path("in").asText().equals("path")
                  ? offered.path().replace("{" + name + "}", wrong)
                  : offered.target() + "?" + name + "=" + wrong;
          RawHttp.Answer answer = api.call(offered.method(), target, body(offered, "{}"));
          assertThat(answer.status()).as("%s %s", offered.method(), target).isEqualTo(400);
          assertThat(answer.json().path("detail").asText()).contains(name);
          held++;
        }
      }
      RawHttp.Answer unknown =
          api.call(offered.method(), offered.target() + "?lmit=1", body(offered, "{}"));
      assertThat(unknown.status()).as("%s with an unknown parameter", offered).isEqualTo(400);
      assertThat(unknown.json().path("detail").asText()).contains("lmit");
    }
    assertThat(held).isGreaterThan(60);
  }

  @Test
  void everyBodyIsHeldToItsSchema() throws Exception {
    for (Offered offered : Offered.all()) {
      if (!offered.operation().has("requestBody")) {
        if (offered.method().equals("POST")) {
          assertThat(api.post(offered.target(), "{}").status()).as("%s", offered).isEqualTo(400);
        }
        continue;
      }
      for (String wrong : List.of("", "nonsense", "[]", "{\"a\":1,\"a\":1}", "{} {}", "3")) {
        assertThat(api.post(offered.target(), wrong).status())
            .as("%s with %s", offered, wrong)
            .isEqualTo(400);
      }
      assertThat(
              api.call("POST", offered.target(), "{}", Map.of("Content-Type", "text/plain"))
                  .status())
          .as("%s", offered)
          .isEqualTo(415);
      assertThat(
              api.call("POST", offered.target(), "{\"a\":\"" + "x".repeat(1_100_000) + "\"}")
                  .status())
          .as("%s", offered)
          .isEqualTo(413);
      JsonNode schema =
          Offered.resolved(
              Offered.resolved(offered.operation().path("requestBody"))
                  .at("/content/application~1json/schema"));
      for (var property : schema.path("properties").properties()) {
        String wrong = "{\"" + property.getKey() + "\": []}";
        RawHttp.Answer answer = api.post(offered.target(), wrong);
        assertThat(answer.status()).as("%s with %s", offered, wrong).isEqualTo(400);
        assertThat(answer.json().path("detail").asText()).contains(property.getKey());
      }
    }
  }

  @Test
  void aBodyThatIsNoJsonIsToldWhereAndWhyAndNotQuoted() throws Exception {
    Map<String, String> texts = new TreeMap<>();
    texts.put("", "The body is empty");
    texts.put("{\"all\": secret}", "(invalid-json): not valid JSON, at line 1, column 9");
    texts.put("{\"all\":\ntrue", "(invalid-json): not valid JSON, at line 2, column 5");
    texts.put("{\"id\": \"secret\", \"id\": \"secret\"}", "(duplicate-key)");
    texts.put("[".repeat(300), "(too-deep)");
    texts.put("{\"status\": 1e999999999}", "status is Infinity: it has to be a whole number");
    for (var text : texts.entrySet()) {
      RawHttp.Answer answer = api.post("/v1/dead/purge", text.getKey());
      assertThat(answer.json().path("detail").asText()).contains(text.getValue());
      assertThat(answer.body()).doesNotContain("secret", "Source");
    }
  }

  @Test
  void aMistypedCriterionIsNotPassedOver() throws Exception {
    RawHttp.Answer answer = api.post("/v1/dead/purge", "{\"all\": true, \"raeson\": \"x\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("detail").asText()).contains("did you mean reason?");
  }

  @Test
  void nothingIsChosenByLeavingAllCriteriaOut() throws Exception {
    for (String path : List.of("/v1/dead/replay", "/v1/dead/purge", "/v1/deliveries/replay")) {
      assertThat(api.post(path, "{\"dryRun\": true}").status()).isEqualTo(400);
      assertThat(api.post(path, "{\"all\": false}").status()).isEqualTo(400);
      assertThat(api.post(path, "{\"all\": true, \"activation\": \"x\"}").status()).isEqualTo(400);
    }
  }

  @Test
  void cursorsThatAreNoneOrTooOldAreTold() throws Exception {
    for (String path : List.of("/v1/deliveries", "/v1/dead", "/v1/audit")) {
      for (String wrong : List.of("x", "zzzzzzzzzzzz-zzzzzzzzzzzz", "%20", "-1")) {
        assertThat(api.call("GET", path + "?cursor=" + wrong, null).status())
            .as("%s with %s", path, wrong)
            .isEqualTo(400);
      }
    }
    // 2001: long deleted.
    RawHttp.Answer old = api.call("GET", "/v1/deliveries?cursor=a7g5lhvmo0-1", null);
    assertThat(old.status()).isIn(400, 410);
  }

  @Test
  void pathsThatAreNoneAreTold() throws Exception {
    for (String path :
        List.of("/", "/v1", "/v2/deliveries", "/v1/deliveries/", "/v1/dead/a/b", "/v1/../etc")) {
      assertThat(api.call("GET", path, null).status()).as(path).isEqualTo(404);
    }
  }

  private static String body(Offered offered, String body) {
    return offered.operation().has("requestBody") ? body : null;
  }

  private static List<String> wrongValues(JsonNode schema) {
    List<String> wrong = new ArrayList<>();
    if (schema.path("type").asText().equals("integer")) {
      wrong.addAll(List.of("abc", "1.5", "", "9999999999"));
      wrong.add(Integer.toString(schema.path("minimum").asInt() - 1));
      wrong.add(Integer.toString(schema.path("maximum").asInt() + 1));
    } else {
      wrong.add("x".repeat(1_025));
      if (schema.has("enum")) {
        wrong.add("lost");
      } else if (schema.has("pattern")) {
        wrong.add("a%00b");
      }
    }
    return wrong;
  }
}
