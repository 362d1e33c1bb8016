package io.sealpost.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.sealpost.broker.Forward;
import io.sealpost.broker.Settlement;
import io.sealpost.receiver.ReceivedRequest;
import java.io.IOException;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped template without its broker: what a YAML file can be made to do, and what not. */
class DeliveryStepsTest extends DeliveryTemplate {
  @Test
  void withAllItsStepsTheTemplateDelivers() throws Exception {
    Exchange done = deliverThrough(shipped());

    assertThat(REQUESTS).extracting(ReceivedRequest::target).containsExactly("/welcome");
    assertThat(REQUESTS.get(0).header("X-TD-Signature")).isPresent();
    assertThat(settlements).extracting(Settlement::forwards).containsExactly(List.of());
    assertThat(done.isFailed()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("stepIds")
  void withoutAStepNothingGoesOutAndTheMessageIsDead(String id) throws Exception {
    ArrayNode file = shipped();
    steps(file).remove(indexOf(steps(file), id));

    Exchange done = deliverThrough(file);

    assertIncomplete(done);
  }

  @ParameterizedTest
  @MethodSource("stepIds")
  void aStepBeforeTheOneItNeedsFailsTheDelivery(String id) throws Exception {
    ArrayNode file = shipped();
    ArrayNode steps = steps(file);
    int place = indexOf(steps, id);
    // The first changes places with the last.
    steps.insert(place == 0 ? steps.size() - 1 : place - 1, steps.remove(place));

    Exchange done = deliverThrough(file);

    assertIncomplete(done);
  }

  @Test
  void theAnswersBodyNeverComesBackIntoTheRoute() throws Exception {
    Exchange done = deliverThrough(shipped());

    assertThat(done.getMessage().getBody()).isNull();
    assertThat(done.getMessage().getHeaders()).isEmpty();
  }

  private void assertIncomplete(Exchange done) {
    assertThat(done.getException()).isNull();
    assertThat(REQUESTS).isEmpty();
    assertThat(settlements).hasSize(1);
    Forward dead = settlements.get(0).forwards().get(0);
    assertThat(dead.queue()).isEqualTo("sealpost.dead");
    assertThat(dead.properties())
        .containsEntry("sealpostReason", "route-incomplete")
        .containsEntry("sealpostAttempts", 0);
    assertThat(done.getMessage().getBody()).isNotEqualTo("thanks");
    assertThat(done.getProperty(Exchange.EXCEPTION_CAUGHT)).isInstanceOf(Exception.class);
  }

  static List<String> stepIds() throws IOException {
    return steps(shipped()).findValuesAsText("id");
  }
}
