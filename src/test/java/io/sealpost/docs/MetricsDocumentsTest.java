package io.sealpost.docs;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealpost.ObservePage;
import io.sealpost.Scrape;
import io.sealpost.SealpostFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * {@code docs/metrics.md}, the dashboard and the alert rules speak of the metrics that a running
 * Sealpost exposes, and of no others.
 */
class MetricsDocumentsTest {
  private static final Page PAGE = Page.of(Path.of("docs/metrics.md"));
  private static final Page TROUBLESHOOTING = Page.of(Path.of("docs/troubleshooting.md"));
  private static final Path DEPLOY = Path.of("deploy/observability");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([a-z0-9_]+)` \\| (\\w+) \\| (.*?) ?\\| (.*)$");

  /** Of a row: the garbage collector decides. */
  private static final String NOT_AT_ONCE = "there after the first";

  private static final Pattern CODE = Pattern.compile("`(\\w+)`");

  /** Of a scrape's target, added by Prometheus. */
  private static final Set<String> TARGET = Set.of("job", "instance");

  private static final Set<String> FUNCTIONS =
      Set.of("sum", "max", "min", "count", "rate", "increase", "delta", "histogram_quantile");

  private static final Set<String> OUTCOMES = Set.of("delivered", "retry", "dead", "rolled_back");

  @TempDir static Path folder;
  private static Scrape exposed;

  @BeforeAll
  static void scrapeASealpostThatHasDoneOneOfEach() throws Exception {
    try (SealpostFixture sealpost = new SealpostFixture(folder).activation("welcome", "").start()) {
      sealpost.send("{\"user_id\":1}", Map.of("activation", "welcome"));
      sealpost.send("{}", Map.of("activation", "welcome"));
      // So that there was a pause.
      System.gc();
      ObservePage page = new ObservePage(sealpost);
      await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () -> {
                exposed = page.scrape();
                return exposed
                    .names()
                    .containsAll(
                        Set.of(
                            "sealpost_refusals_total",
                            "sealpost_dead_messages",
                            "jvm_gc_pause_seconds_count"));
              });
    }
  }

  @Test
  void everyMetricIsOnThePageWithItsTypeAndNoOtherIs() {
    Map<String, String> documented =
        rows().stream().collect(toMap(row -> row.group(1), row -> row.group(2)));
    Map<String, String> always =
        rows().stream()
            .filter(row -> !row.group(4).contains(NOT_AT_ONCE))
            .collect(toMap(row -> row.group(1), row -> row.group(2)));

    assertThat(documented).containsAllEntriesOf(exposed.types());
    assertThat(exposed.types()).containsAllEntriesOf(always);
  }

  @Test
  void everyLabelIsOnThePageAndNoOtherIs() {
    for (MatchResult row : rows()) {
      if (!exposed.types().containsKey(row.group(1))) {
        continue;
      }
      Set<String> documented =
          CODE.matcher(row.group(3))
              .results()
              .map(label -> label.group(1))
              .collect(toCollection(TreeSet::new));

      assertThat(labels(row.group(1))).as(row.group(1)).isEqualTo(documented);
    }
  }

  @Test
  void theBucketsOnThePageAreThoseOfTheHistogram() {
    assertThat(exposed.values("le"))
        .containsExactlyInAnyOrder(
            "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1.0", "2.5", "5.0", "10.0", "30.0",
            "60.0", "+Inf");
    assertThat(PAGE.text()).contains("10, 25, 50, 100, 250, 500 ms, 1, 2.5, 5, 10, 30, 60 s");
  }

  @Test
  void theDashboardAsksForWhatIsExposed() throws Exception {
    List<String> expressions = dashboard().findValuesAsText("expr");

    assertThat(expressions).hasSizeGreaterThan(30);
    expressions.forEach(MetricsDocumentsTest::assertExposed);
  }

  @Test
  void everyMetricOfSealpostIsOnTheDashboard() throws Exception {
    Set<String> shown = new TreeSet<>();
    for (String expression : dashboard().findValuesAsText("expr")) {
      PromQl.parse(expression).metrics().stream()
          .map(name -> name.replaceFirst("_bucket$", ""))
          .forEach(shown::add);
    }

    assertThat(shown)
        .containsAll(
            exposed.types().keySet().stream().filter(n -> n.startsWith("sealpost_")).toList());
  }

  @Test
  void theDashboardIsWholeForGrafana() throws Exception {
    JsonNode dashboard = dashboard();
    List<String> variables = dashboard.at("/templating/list").findValuesAsText("name");
    List<Integer> ids = new ArrayList<>();

    assertThat(variables).containsExactly("datasource", "activation", "instance");
    assertThat(dashboard.path("schemaVersion").asInt()).isPositive();
    for (JsonNode panel : dashboard.path("panels")) {
      JsonNode place = panel.path("gridPos");
      assertThat(place.path("x").asInt() + place.path("w").asInt()).isBetween(1, 24);
      assertThat(panel.path("title").asText()).isNotEmpty();
      if (!panel.path("type").asText().equals("row")) {
        assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
        assertThat(panel.path("targets")).isNotEmpty();
      }
      ids.add(panel.path("id").asInt());
    }
    assertThat(ids).doesNotHaveDuplicates();
    Stream.of("activation", "instance")
        .forEach(name -> assertThat(dashboard.toString()).contains("=~\\\"$" + name + "\\\""));
  }

  @Test
  void everyAlertRuleAsksForWhatIsExposedAndSaysWhatToDo() throws Exception {
    List<Map<String, Object>> rules = rules();

    assertThat(rules).hasSizeGreaterThan(10);
    assertThat(rules).extracting(rule -> rule.get("alert")).doesNotHaveDuplicates();
    for (Map<String, Object> rule : rules) {
      assertThat(rule.keySet())
          .contains("alert", "expr", "labels", "annotations")
          .isSubsetOf("alert", "expr", "for", "labels", "annotations");
      assertThat(String.valueOf(rule.getOrDefault("for", "1m"))).matches("[0-9]+[smh]");
      assertExposed((String) rule.get("expr"));
      assertThat(map(rule, "labels").get("severity")).isIn("critical", "warning");
      Map<String, Object> annotations = map(rule, "annotations");
      assertThat(annotations).containsOnlyKeys("summary", "description", "runbook");
      assertKnowsItsLabels((String) rule.get("expr"), annotations.toString());
      String[] runbook = String.valueOf(annotations.get("runbook")).split("#", 2);
      assertThat(Path.of(runbook[0])).isEqualTo(TROUBLESHOOTING.file());
      assertThat(TROUBLESHOOTING.anchors()).contains(runbook[1]);
    }
  }

  private static void assertExposed(String expression) {
    PromQl query = PromQl.parse(expression);
    Set<String> labels = new TreeSet<>(TARGET);

    assertThat(query.functions()).as(expression).isSubsetOf(FUNCTIONS);
    assertThat(query.selectors()).as(expression).isNotEmpty();
    for (PromQl.Selector selector : query.selectors()) {
      String metric = selector.metric();
      // Prometheus's own, of each target.
      if (!metric.equals("up")) {
        assertThat(exposed.names()).as(expression).contains(metric);
        labels.addAll(exposed.labels(metric));
      }
      assertThat(labels).as(expression).containsAll(selector.matchers().keySet());
      if (selector.matchers().containsKey("outcome")) {
        assertThat(OUTCOMES).as(expression).contains(selector.matchers().get("outcome"));
      }
    }
    assertThat(labels).as(expression).containsAll(query.grouping());
  }

  /** What is aggregated has no labels but those it is grouped by. */
  private static void assertKnowsItsLabels(String expression, String text) {
    PromQl query = PromQl.parse(expression);
    boolean aggregated = query.functions().stream().anyMatch(Set.of("sum", "max", "min")::contains);
    Set<String> used =
        Pattern.compile("\\$labels\\.(\\w+)")
            .matcher(text)
            .results()
            .map(label -> label.group(1))
            .collect(toCollection(TreeSet::new));

    assertThat(used).as(expression).isSubsetOf(aggregated ? query.grouping() : TARGET);
  }

  private static List<MatchResult> rows() {
    return ROW.matcher(PAGE.text()).results().toList();
  }

  /** Of all samples of a family, but for the buckets' own. */
  private static Set<String> labels(String family) {
    Set<String> labels = new TreeSet<>(exposed.labels(family));
    for (String suffix : List.of("_bucket", "_count", "_sum")) {
      labels.addAll(exposed.labels(family + suffix));
    }
    labels.remove("le");
    return labels;
  }

  private static JsonNode dashboard() throws Exception {
    return new ObjectMapper().readTree(DEPLOY.resolve("sealpost-dashboard.json").toFile());
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> rules() throws Exception {
    Map<String, Object> file =
        (Map<String, Object>)
            new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(DEPLOY.resolve("sealpost-alerts.yaml")));
    List<Map<String, Object>> rules = new ArrayList<>();
    for (Map<String, Object> group : (List<Map<String, Object>>) file.get("groups")) {
      rules.addAll((List<Map<String, Object>>) group.get("rules"));
    }
    return rules;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Map<String, Object> rule, String key) {
    return (Map<String, Object>) rule.get(key);
  }
}
