package io.sealpost.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.search.Search;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sealpost.broker.TransactionEnd;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeliveryMetersTest {
  private static final Duration TOOK = Duration.ofMillis(5);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final DeliveryMeters meters = new DeliveryMeters(registry);

  @Test
  void nothingIsCountedBeforeTheTransactionIsOver() {
    meters.serve(Set.of("welcome"));

    TransactionEnd end = meters.attempt("welcome", "delivered", 204, TOOK);

    assertThat(count("delivered", "2xx")).isZero();
    end.over(true);
    assertThat(count("delivered", "2xx")).isEqualTo(1);
  }

  @Test
  void whatIsRolledBackIsAnAttemptButNoOutcomeAndNoRefusal() {
    meters.serve(Set.of("welcome"));

    meters.attempt("welcome", "delivered", 200, TOOK).over(false);
    meters.refusal("welcome", "url-refused").over(false);
    meters.dispatchRefusal("no-activation").over(false);

    assertThat(count("delivered", "2xx")).isZero();
    assertThat(count("rolled_back", "2xx")).isEqualTo(1);
    assertThat(search("sealpost.refusals").counters()).isEmpty();
    assertThat(
            search("sealpost.dispatch.refusals").tag("reason", "no-activation").counter().count())
        .isZero();
  }

  @Test
  void statusesAreCountedByClass() {
    meters.serve(Set.of("welcome"));

    for (Integer status : new Integer[] {101, 302, 404, 599, 600, 99, null}) {
      meters.attempt("welcome", "dead", status, TOOK).over(true);
    }

    for (String status : Set.of("1xx", "3xx", "4xx", "5xx", "none")) {
      assertThat(count("dead", status)).as(status).isEqualTo(1);
    }
    assertThat(count("dead", "other")).isEqualTo(2);
  }

  @Test
  void reasonsAreBounded() {
    meters.serve(Set.of("welcome"));

    for (int i = 0; i < 1_000; i++) {
      meters.refusal("welcome", "made-up-" + i).over(true);
    }

    assertThat(search("sealpost.refusals").counters()).hasSize(Counters.MAX_SERIES);
    assertThat(search("sealpost.refusals").tag("reason", "other").counter().count())
        .isEqualTo(1_000 - (Counters.MAX_SERIES - 1));
  }

  @Test
  void aNameThatIsNotConfiguredHasNoSeriesAlsoForWhatEndsAfterItsRemoval() {
    meters.serve(Set.of("welcome", "former"));
    TransactionEnd late = meters.attempt("former", "delivered", 200, TOOK);
    TransactionEnd refused = meters.refusal("former", "url-refused");

    meters.serve(Set.of("welcome"));
    late.over(true);
    refused.over(true);
    meters.attempt("from-a-message", "delivered", 200, TOOK).over(true);

    assertThat(registry.getMeters())
        .extracting(Meter::getId)
        .extracting(id -> id.getTag("activation"))
        .containsOnly("welcome", null);
  }

  @Test
  void countsSurviveAReloadThatKeepsTheActivation() {
    meters.serve(Set.of("welcome"));
    meters.attempt("welcome", "delivered", 200, TOOK).over(true);

    meters.serve(Set.of("welcome", "newcomer"));

    assertThat(count("delivered", "2xx")).isEqualTo(1);
  }

  private double count(String outcome, String status) {
    return search("sealpost.attempts")
        .tag("activation", "welcome")
        .tag("outcome", outcome)
        .tag("status", status)
        .counters()
        .stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  private Search search(String name) {
    return registry.find(name);
  }
}
