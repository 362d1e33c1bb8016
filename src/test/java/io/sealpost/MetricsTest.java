package io.sealpost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Metrics;
import io.sealpost.receiver.Answer;
import io.sealpost.signature.HttpHeader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a running Sealpost counts and measures, as Prometheus scrapes it. */
@Timeout(300)
class MetricsTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String ATTEMPTS = "sealpost_attempts_total";

  @TempDir static Path folder;
  private static SealpostFixture sealpost;
  private static ObservePage page;

  @BeforeAll
  static void start() throws Exception {
    sealpost = new SealpostFixture(folder);
    sealpost.file(
        "connections/inward",
        """
        connection: inward
        urlPrefix: %s/
        authType: none
        signing: {secrets: ["{{file:signing.secret}}"]}
        allowAddresses: [10.0.0.0/8]
        """
            .formatted(sealpost.origin()));
    sealpost
        .activation("guarded", "inward", "")
        .activation("welcome", "")
        .activation("limited", "retryLimit: 1")
        .activation("patient", "maxBackoff: 1h\nretryLimit: 9")
        .activation("paused", "")
        .activation("former", "")
        .answer(
            request ->
                switch (request.path()) {
                  case "/limited" -> Answer.of(503);
                  case "/patient" ->
                      new Answer(429, List.of(new HttpHeader("Retry-After", "3600")), new byte[0]);
                  default -> Answer.of(200);
                });
    sealpost.start();
    page = new ObservePage(sealpost);
  }

  @AfterAll
  static void stop() {
    sealpost.close();
  }

  @Test
  void anAttemptCountsByItsOutcomeAndStatusAndInTheHistogram() throws Exception {
    sealpost.send("{\"user_id\":1}", Map.of("activation", "welcome"));

    awaitValue(ATTEMPTS, labels("welcome", "outcome", "delivered", "status", "2xx"), 1);
    Scrape scrape = page.scrape();
    String histogram = "sealpost_attempt_duration_seconds";
    assertThat(scrape.types()).containsEntry(histogram, "histogram");
    assertThat(scrape.value(histogram + "_count", labels("welcome"))).isEqualTo(1);
    assertThat(scrape.value(histogram + "_bucket", labels("welcome", "le", "+Inf"))).isEqualTo(1);
    assertThat(scrape.value(histogram + "_sum", labels("welcome"))).isPositive();
  }

  @Test
  void aRetryAndTheDeathAfterTheLastOneAreTwoAttempts() throws Exception {
    sealpost.send("{\"user_id\":1}", Map.of("activation", "limited"));

    awaitValue(ATTEMPTS, labels("limited", "outcome", "dead", "status", "5xx"), 1);
    Scrape scrape = page.scrape();
    assertThat(scrape.value(ATTEMPTS, labels("limited", "outcome", "retry"))).isEqualTo(1);
    assertThat(scrape.value(ATTEMPTS, labels("limited"))).isEqualTo(2);
    assertThat(scrape.find("sealpost_refusals_total", labels("limited"))).isEmpty();
  }

  @Test
  void whatIsRefusedWithoutARequestIsNoAttemptAndSaysWhy() throws Exception {
    sealpost.send("{}", Map.of("activation", "guarded"));
    sealpost.send("{\"user_id\":1}", Map.of("activation", "guarded"));

    String refusals = "sealpost_refusals_total";
    awaitValue(refusals, labels("guarded", "reason", "missing-attribute"), 1);
    awaitValue(refusals, labels("guarded", "reason", "address-refused"), 1);
    assertThat(page.scrape().value(ATTEMPTS, labels("guarded"))).isZero();
  }

  @Test
  void namesInMessagesMakeNoSeries() throws Exception {
    Set<String> names = new TreeSet<>(page.scrape().values("activation"));
    double before =
        page.scrape().value("sealpost_dispatch_refusals_total", Map.of("reason", "no-activation"));

    sealpost.jms(
        context -> {
          for (int i = 0; i < 1_000; i++) {
            context
                .createProducer()
                .setProperty("activation", "unheard-of-" + i)
                .setProperty("event", "event-" + i)
                .send(context.createQueue("sealpost.activations"), "{}");
          }
          return 1_000;
        });

    awaitValue(
        "sealpost_dispatch_refusals_total", Map.of("reason", "no-activation"), before + 1_000);
    Scrape after = page.scrape();
    assertThat(after.values("activation")).isEqualTo(names);
    assertThat(after.text()).doesNotContain("unheard-of").doesNotContain("event-");
    assertThat(after.values("reason")).hasSizeLessThan(10);
  }

  @Test
  void queuesAreShownWithWhatWaitsAndSinceWhen() throws Exception {
    sealpost.camel().getRouteController().stopRoute("deliver-paused");
    for (int i = 0; i < 3; i++) {
      sealpost.send("{\"user_id\":1}", Map.of("activation", "paused"));
    }
    sealpost.send("{\"user_id\":1}", Map.of("activation", "patient"));

    awaitValue("sealpost_pending_messages", labels("paused"), 3);
    awaitValue("sealpost_scheduled_messages", labels("patient"), 1);
    // A consumer that ends may give back what it was just handed, for a second later.
    awaitValue("sealpost_in_flight_messages", labels("paused"), 0);
    awaitValue("sealpost_scheduled_messages", labels("paused"), 0);
    Scrape scrape = page.scrape();
    double age = scrape.value("sealpost_oldest_pending_age_seconds", labels("paused"));
    assertThat(age).isPositive();
    await()
        .atMost(LIMIT)
        .until(() -> value("sealpost_oldest_pending_age_seconds", labels("paused")) > age);
    // What is kept back is not late.
    assertThat(value("sealpost_pending_messages", labels("patient"))).isEqualTo(1);
    assertThat(value("sealpost_oldest_pending_age_seconds", labels("patient"))).isZero();
    assertThat(page.health("/ready").body()).contains("\"routes\"", "deliver-paused");
    sealpost.camel().getRouteController().startRoute("deliver-paused");
    awaitValue("sealpost_oldest_pending_age_seconds", labels("paused"), 0);
    awaitValue("sealpost_pending_messages", labels("paused"), 0);
  }

  @Test
  void seriesComeAndGoWithTheConfiguration() throws Exception {
    sealpost.send("{\"user_id\":1}", Map.of("activation", "former"));
    awaitValue(ATTEMPTS, labels("former", "outcome", "delivered"), 1);

    sealpost.activation("newcomer", "").without("activations/former");

    await().atMost(LIMIT).until(() -> page.scrape().values("activation").contains("newcomer"));
    Scrape scrape = page.scrape();
    assertThat(scrape.values("activation")).doesNotContain("former");
    assertThat(scrape.value(ATTEMPTS, labels("newcomer"))).isZero();
    assertThat(scrape.value(ATTEMPTS, labels("newcomer", "outcome", "delivered"))).isZero();
  }

  @Test
  void theRegistryBelongsToThisSealpostAlone() throws Exception {
    assertThat(page.scrape().value("sealpost_info")).isEqualTo(1);
    assertThat(Metrics.globalRegistry.getRegistries()).isEmpty();
    assertThat(Metrics.globalRegistry.getMeters()).isEmpty();
  }

  private static Map<String, String> labels(String activation, String... more) {
    Map<String, String> labels = new HashMap<>(Map.of("activation", activation));
    for (int i = 0; i < more.length; i += 2) {
      labels.put(more[i], more[i + 1]);
    }
    return labels;
  }

  private static double value(String name, Map<String, String> labels) throws Exception {
    return page.scrape().value(name, labels);
  }

  private static void awaitValue(String name, Map<String, String> labels, double value) {
    await().atMost(LIMIT).until(() -> page.scrape().find(name, labels).orElse(-1) == value);
  }
}
