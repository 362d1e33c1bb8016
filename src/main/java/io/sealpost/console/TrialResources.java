package io.sealpost.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.activation.Activation;
import io.sealpost.activation.ActivationMessage;
import io.sealpost.activation.DeliveryId;
import io.sealpost.activation.MessageReader;
import io.sealpost.attemptlog.AttemptLogException;
import io.sealpost.broker.MessageBody;
import io.sealpost.broker.MessageRefusedException;
import io.sealpost.configuration.Configuration;
import io.sealpost.delivery.TrialDelivery;
import io.sealpost.trace.TraceContext;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Sends one real request past the queues. */
final class TrialResources {
  /** Each takes a worker for as long as its endpoint takes. */
  private static final int MOST_AT_ONCE = 3;

  private final Supplier<Configuration> configuration;
  private final Path routes;
  private final Auditor auditor;
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);

  /**
   * Creates the resource.
   *
   * @param routes the folder of the delivery's routes
   */
  TrialResources(Supplier<Configuration> configuration, Path routes, Auditor auditor) {
    this.configuration = configuration;
    this.routes = routes;
    this.auditor = auditor;
  }

  Map<String, Resource> byOperation() {
    return Map.of("testActivation", this::test);
  }

  private ApiAnswer test(ApiRequest request) throws AttemptLogException {
    Configuration current = configuration.get();
    String name = request.required("name");
    Activation activation =
        current
            .activation(name)
            .orElseThrow(() -> RefusedException.notFound("There is no activation " + name));
    ActivationMessage message = message(request, name);
    if (!places.tryAcquire()) {
      throw new RefusedException(
          429,
          "too-many",
          MOST_AT_ONCE + " test deliveries are under way: wait until one ends",
          null);
    }
    try {
      long id = auditor.begin("activation.test", name, request.parameters(), request);
      TrialDelivery.Result result = run(current, activation, message, id);
      auditor.end(id, "done", result.outcome());
      return ApiAnswer.ok(json(result));
    } finally {
      places.release();
    }
  }

  private TrialDelivery.Result run(
      Configuration current, Activation activation, ActivationMessage message, long id) {
    try {
      return TrialDelivery.run(current, activation, message, routes);
    } catch (Exception e) {
      auditor.end(id, "failed", "the routes did not start");
      throw new IllegalStateException("A test delivery could not be made", e);
    }
  }

  /** Read from the bytes that came: numbers keep their digits. */
  private static ActivationMessage message(ApiRequest request, String activation) {
    String deliveryId =
        Objects.requireNonNullElseGet(request.text("deliveryId"), DeliveryId::ofTest);
    try {
      return new ActivationMessage(
          MessageReader.attributes(new MessageBody.Bytes(request.bytes())),
          deliveryId,
          1,
          0,
          request.text("event"),
          request.text("eventId"),
          request.text("journey"),
          request.text("correlationId"),
          TraceContext.ofDelivery(null, activation, deliveryId));
    } catch (MessageRefusedException e) {
      throw new RefusedException(
          400, "bad-request", "The body would be dead as " + e.code() + ": " + e.getMessage(), e);
    }
  }

  private static ObjectNode json(TrialDelivery.Result result) {
    ObjectNode json = ApiAnswer.object();
    json.put("outcome", result.outcome());
    if (!result.code().isEmpty()) {
      json.put("code", result.code());
      json.put("message", result.attempt().error());
    }
    if (result.status() != null) {
      json.put("status", result.status());
    }
    json.set("attempt", ApiAnswer.json(result.attempt()));
    return json;
  }
}
