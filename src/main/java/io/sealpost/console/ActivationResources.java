package io.sealpost.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.activation.Activation;
import io.sealpost.attemptlog.AttemptFilter;
import io.sealpost.attemptlog.AttemptLogException;
import io.sealpost.attemptlog.JdbcAttemptLog;
import io.sealpost.broker.QueueDepth;
import io.sealpost.broker.QueueDepths;
import io.sealpost.broker.QueuePause;
import io.sealpost.broker.Queues;
import io.sealpost.configuration.Configuration;
import io.sealpost.configuration.NearestName;
import io.sealpost.event.OperationalEvent;
import io.sealpost.event.OperationalEvents;
import jakarta.jms.JMSException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is served, what waits for it, and its pauses. */
final class ActivationResources {
  private final Supplier<Configuration> configuration;
  private final QueueDepths depths;
  private final QueuePause pause;
  private final JdbcAttemptLog log;
  private final Auditor auditor;
  private final OperationalEvents events;
  private final Clock clock;

  ActivationResources(
      Supplier<Configuration> configuration,
      QueueDepths depths,
      QueuePause pause,
      JdbcAttemptLog log,
      Auditor auditor,
      OperationalEvents events,
      Clock clock) {
    this.configuration = configuration;
    this.depths = depths;
    this.pause = pause;
    this.log = log;
    this.auditor = auditor;
    this.events = events;
    this.clock = clock;
  }

  Map<String, Resource> byOperation() {
    return Map.of(
        "listActivations", request -> list(),
        "showActivation", request -> show(request.required("name")),
        "pauseActivation", this::pause,
        "resumeActivation", this::resume,
        "listQueues", request -> queues());
  }

  private ApiAnswer list() throws JMSException {
    Configuration current = configuration.get();
    Map<String, QueueDepth> queues = queuesByActivation();
    TreeSet<String> names = new TreeSet<>(current.activations().keySet());
    names.addAll(queues.keySet());
    ObjectNode answer = ApiAnswer.object();
    ArrayNode activations = answer.putArray("activations");
    boolean logAnswers = true;
    for (String name : names) {
      ObjectNode activation = state(name, current.activation(name).orElse(null), queues.get(name));
      activations.add(activation);
      if (logAnswers) {
        try {
          addLastSuccess(activation, name);
        } catch (AttemptLogException e) {
          // What waits, and what is paused, is to be seen without a database too.
          logAnswers = false;
          answer.put("warning", e.getMessage());
        }
      }
    }
    return ApiAnswer.ok(answer);
  }

  private ApiAnswer show(String name) throws JMSException {
    Activation activation = configuration.get().activation(name).orElse(null);
    QueueDepth queue = queuesByActivation().get(name);
    if (activation == null && queue == null) {
      throw unknown(name);
    }
    ObjectNode answer = state(name, activation, queue);
    try {
      addLastSuccess(answer, name);
    } catch (AttemptLogException e) {
      answer.put("warning", e.getMessage());
    }
    return ApiAnswer.ok(answer);
  }

  private ApiAnswer pause(ApiRequest request) throws JMSException {
    return change(
        "activation.pause",
        request,
        () -> pause.pause(queue(request)),
        OperationalEvent::activationPaused);
  }

  private ApiAnswer resume(ApiRequest request) throws JMSException {
    return change(
        "activation.resume",
        request,
        () -> pause.resume(queue(request)),
        OperationalEvent::activationResumed);
  }

  private ApiAnswer change(
      String action,
      ApiRequest request,
      Auditor.Change change,
      BiFunction<String, Instant, OperationalEvent> event)
      throws JMSException {
    String name = request.required("name");
    if (configuration.get().activation(name).isEmpty()) {
      throw unknown(name);
    }
    if (auditor.record(action, name, request, change)) {
      events.publish(event.apply(name, clock.instant()));
    }
    return show(name);
  }

  private ApiAnswer queues() throws JMSException {
    ObjectNode answer = ApiAnswer.object();
    ArrayNode queues = ApiAnswer.object().arrayNode();
    boolean serving = false;
    for (QueueDepth depth : depths.read()) {
      serving |= depth.queue().equals(Queues.ACTIVATIONS) && depth.consumers() > 0;
      ObjectNode queue = (ObjectNode) ApiAnswer.json(depth);
      queue.put(
          "orphaned",
          Queues.activation(depth.queue()).filter(name -> isOrphaned(name)).isPresent());
      queues.add(queue);
    }
    answer.put("serving", serving);
    answer.set("queues", queues);
    return ApiAnswer.ok(answer);
  }

  /** Without a queue the activation was never served, and nothing waits for it. */
  private static ObjectNode state(
      String name, @Nullable Activation activation, @Nullable QueueDepth queue) {
    ObjectNode answer = ApiAnswer.object();
    answer.put("name", name);
    if (activation != null) {
      answer.put("connection", activation.connection().name());
    }
    boolean paused = queue != null && queue.paused();
    answer.put("state", activation == null ? "orphaned" : paused ? "paused" : "running");
    answer.put(
        "pending",
        queue == null ? 0 : Math.max(0, queue.messages() - queue.scheduled() - queue.delivering()));
    answer.put("scheduled", queue == null ? 0 : queue.scheduled());
    answer.put("inFlight", queue == null ? 0 : queue.delivering());
    return answer;
  }

  private void addLastSuccess(ObjectNode activation, String name) throws AttemptLogException {
    AttemptFilter delivered = AttemptFilter.all().activation(name).outcome("delivered");
    log.find(delivered, 1, Optional.empty()).attempts().stream()
        .map(attempt -> attempt.startedAt())
        .map(Instant::toString)
        .forEach(time -> activation.put("lastSuccessAt", time));
  }

  private Map<String, QueueDepth> queuesByActivation() throws JMSException {
    Map<String, QueueDepth> queues = new TreeMap<>();
    for (QueueDepth depth : depths.read()) {
      Queues.activation(depth.queue()).ifPresent(name -> queues.put(name, depth));
    }
    return queues;
  }

  private boolean isOrphaned(String name) {
    return configuration.get().activation(name).isEmpty();
  }

  private static String queue(ApiRequest request) {
    return Queues.delivery(request.required("name"));
  }

  private RefusedException unknown(String name) {
    return RefusedException.notFound(
        "There is no activation "
            + name
            + NearestName.of(name, configuration.get().activations().keySet())
                .map(nearest -> ": did you mean " + nearest + "?")
                .orElse(""));
  }
}
