package io.sealpost.observe;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Up while every route runs, or is paused: those that are there, and those that should be. */
final class RoutesHealthCheck extends AbstractHealthCheck {
  /** Of the routes that do not run; a configuration may have a thousand. */
  private static final int MAX_NAMED = 10;

  private final Supplier<Set<String>> expected;

  /**
   * @param expected ids of the routes of the configuration's activations
   */
  RoutesHealthCheck(Supplier<Set<String>> expected) {
    super("sealpost", "routes");
    this.expected = expected;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    CamelContext context = getCamelContext();
    Set<String> ids = new TreeSet<>(expected.get());
    context.getRoutes().stream().map(Route::getRouteId).forEach(ids::add);
    List<String> down = ids.stream().filter(id -> !runs(context, id)).toList();
    builder.detail("routes", ids.size());
    if (down.isEmpty()) {
      builder.up();
      return;
    }
    String named = String.join(", ", down.subList(0, Math.min(MAX_NAMED, down.size())));
    Health health =
        Health.down(
            "a-route-does-not-run",
            down.size()
                + " of "
                + ids.size()
                + " routes do not run: "
                + named
                + (down.size() > MAX_NAMED ? " and more" : "")
                + ". Their messages wait. See the log for why");
    builder.message(health.reason()).down();
  }

  private static boolean runs(CamelContext context, String id) {
    ServiceStatus status = context.getRouteController().getRouteStatus(id);
    return status != null && (status.isStarted() || status.isSuspended() || status.isStarting());
  }
}
