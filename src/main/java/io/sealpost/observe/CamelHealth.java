package io.sealpost.observe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.port.PortAnswer;
import java.util.Collection;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;

/** The health checks of a Camel context, ours and integrators' own, as the pages say them. */
enum CamelHealth {
  ALL,
  LIVE,
  READY;

  /** Camel's word for also showing those that are well. */
  private static final String EVERYTHING = "full";

  /** 200 where all is well, 503 where something is not. */
  PortAnswer of(CamelContext context) {
    Collection<HealthCheck.Result> results =
        switch (this) {
          case ALL -> HealthCheckHelper.invoke(context, EVERYTHING);
          case LIVE -> HealthCheckHelper.invokeLiveness(context, EVERYTHING);
          case READY -> HealthCheckHelper.invokeReadiness(context, EVERYTHING);
        };
    boolean up = HealthCheckHelper.isResultsUp(results, this == READY);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("status", up ? "UP" : "DOWN");
    ArrayNode checks = body.putArray("checks");
    results.forEach(result -> checks.add(check(result)));
    return new PortAnswer(up ? 200 : 503, "application/json", body.toString(), Map.of());
  }

  /** Without the exception a check may have: it may hold an address. */
  private static ObjectNode check(HealthCheck.Result result) {
    ObjectNode check = JsonNodeFactory.instance.objectNode();
    check.put("name", result.getCheck().getId());
    check.put("status", result.getState().name());
    result.getMessage().ifPresent(message -> check.put("message", message));
    return check;
  }
}
