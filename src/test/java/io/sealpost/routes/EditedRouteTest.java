package io.sealpost.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sealpost.broker.Forward;
import java.util.List;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps of an integrator's own between ours: each message is settled, once, by what is true. */
class EditedRouteTest extends DeliveryTemplate {
  @Test
  void aForeignStepInThePlaceOfClassifyIsRefusedBeforeAnythingGoesOut() throws Exception {
    bind("myClassify", exchange -> {});
    ArrayNode file = shipped();
    ((ObjectNode) step(file, "classify").get("process")).put("ref", "myClassify");

    deliverThrough(file);

    assertThat(REQUESTS).isEmpty();
    assertIncomplete("classifyAnswer");
  }

  @Test
  void classifyBeforeTheCallIsRefusedBeforeAnythingGoesOut() throws Exception {
    ArrayNode file = shipped();
    ArrayNode steps = steps(file);
    steps.insert(indexOf(steps, "call"), steps.remove(indexOf(steps, "classify")));

    deliverThrough(file);

    assertThat(REQUESTS).isEmpty();
    assertIncomplete("the step call did not run");
  }

  @Test
  void whereABranchLeavesClassifyOutTheAnswerDecides() throws Exception {
    ArrayNode file = shipped();
    ArrayNode steps = steps(file);
    steps.add(never(steps.remove(indexOf(steps, "classify"))));

    deliverThrough(file);

    assertThat(REQUESTS).hasSize(1);
    assertThat(forwards()).isEmpty();
  }

  @Test
  void whereABranchLeavesClassifyOutARefusedRequestIsDead() throws Exception {
    status = 400;
    ArrayNode file = shipped();
    ArrayNode steps = steps(file);
    steps.add(never(steps.remove(indexOf(steps, "classify"))));

    deliverThrough(file);

    assertThat(REQUESTS).hasSize(1);
    assertThat(forwards().get(0).properties())
        .containsEntry("sealpostReason", "http-status")
        .containsEntry("sealpostAttempts", 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"classify", "the end"})
  void aStepThatFailsBehindTheCallDoesNotUndoADelivery(String before) throws Exception {
    deliverThrough(failingBefore(before, shipped()));

    assertThat(REQUESTS).hasSize(1);
    assertThat(forwards()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"classify", "the end"})
  void aStepThatFailsBehindTheCallLeavesTheRetryOfItsAnswer(String before) throws Exception {
    status = 503;

    deliverThrough(failingBefore(before, shipped()));

    assertThat(REQUESTS).hasSize(1);
    assertThat(forwards()).hasSize(1);
    assertThat(forwards().get(0).queue()).isEqualTo("sealpost.delivery.welcome");
    assertThat(forwards().get(0).properties()).containsEntry("sealpostAttempt", 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"classify", "the end"})
  void withoutErrorPolicyADeliveryIsNotUndoneEither(String before) throws Exception {
    deliverThrough(failingBefore(before, withoutErrorPolicy(shipped())));

    assertThat(REQUESTS).hasSize(1);
    assertThat(forwards()).isEmpty();
  }

  @Test
  void withoutErrorPolicyACallWithoutAnswerIsTriedAgainLater() throws Exception {
    call("https://localhost:1");

    deliverThrough(withoutErrorPolicy(shipped()));

    assertThat(forwards().get(0).queue()).isEqualTo("sealpost.delivery.welcome");
    assertThat(forwards().get(0).properties()).containsEntry("sealpostAttempt", 2);
  }

  @Test
  void aRouteThatEndsBeforeTheCallIsDead() throws Exception {
    ArrayNode file = shipped();
    steps(file).insert(indexOf(steps(file), "call"), yaml("stop: {}"));

    deliverThrough(file);

    assertThat(REQUESTS).isEmpty();
    assertIncomplete("ended before the call");
  }

  @Test
  void aSecondCallSendsNothing() throws Exception {
    ArrayNode file = shipped();
    ArrayNode steps = steps(file);
    JsonNode again = step(file, "call").deepCopy();
    ((ObjectNode) again.get("to")).put("id", "again");
    steps.insert(indexOf(steps, "classify"), again);

    deliverThrough(file);

    assertThat(REQUESTS).hasSize(1);
    assertThat(forwards()).isEmpty();
  }

  private ArrayNode failingBefore(String id, ArrayNode file) throws Exception {
    bind(
        "failing",
        exchange -> {
          throw new IllegalStateException("a step of an integrator's own");
        });
    ArrayNode steps = steps(file);
    int at = id.equals("the end") ? steps.size() : indexOf(steps, id);
    steps.insert(at, yaml("process: {id: failing, ref: failing}"));
    return file;
  }

  private static ArrayNode withoutErrorPolicy(ArrayNode file) throws Exception {
    ObjectNode route = (ObjectNode) file.at("/0/routeTemplate/route");
    route.remove("routeConfigurationId");
    route.set("errorHandler", yaml("noErrorHandler: {}"));
    return file;
  }

  private static JsonNode never(JsonNode step) throws Exception {
    ObjectNode filter = (ObjectNode) yaml("filter: {expression: {constant: {expression: false}}}");
    ((ObjectNode) filter.get("filter"))
        .set("steps", JsonNodeFactory.instance.arrayNode().add(step));
    return filter;
  }

  private static JsonNode yaml(String text) throws Exception {
    return new YAMLMapper().readTree(text);
  }

  private static JsonNode step(ArrayNode file, String id) {
    return steps(file).get(indexOf(steps(file), id));
  }

  private void bind(String name, Processor step) {
    context.getRegistry().bind(name, step);
  }

  /** What becomes of the message, settled once. */
  private List<Forward> forwards() {
    assertThat(settlements).hasSize(1);
    return settlements.get(0).forwards();
  }

  private void assertIncomplete(String text) {
    assertThat(forwards()).hasSize(1);
    assertThat(forwards().get(0).queue()).isEqualTo("sealpost.dead");
    assertThat(forwards().get(0).properties())
        .containsEntry("sealpostReason", "route-incomplete")
        .containsEntry("sealpostAttempts", 0)
        .extractingByKey("sealpostError")
        .asString()
        .contains(text);
  }
}
