package io.sealpost.console;

import io.sealpost.attemptlog.AttemptLogException;
import io.sealpost.port.HttpPort;
import io.sealpost.port.PortAnswer;
import io.sealpost.port.Site;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;

/**
 * What is behind the management port: who is let in, routes and errors; what it serves is given.
 */
final class ManagementServer implements Site, AutoCloseable {
  private static final int WORKERS = 8;

  private final Contract contract;
  private final Map<String, Resource> resources;
  private final Doorkeeper doorkeeper;
  private final HttpPort port = new HttpPort("sealpost-management", WORKERS);
  private final Router router;

  private ManagementServer(
      Contract contract, Map<String, Resource> resources, ManagementSettings settings) {
    this.contract = contract;
    this.resources = resources;
    this.doorkeeper = new Doorkeeper(settings);
    this.router = router();
  }

  /**
   * Returns when it answers.
   *
   * @throws IOException if the port is taken, or certificate or key cannot be used
   */
  static ManagementServer start(
      Contract contract, Map<String, Resource> resources, ManagementSettings settings)
      throws IOException {
    ManagementServer server = new ManagementServer(contract, resources, settings);
    server.port.open(settings.listening(), server);
    return server;
  }

  private Router router() {
    Router router = Router.router(port.vertx());
    router.get("/openapi.yaml").handler(this::sendContract);
    router.route().handler(this::checkToken);
    for (Operation operation : contract.operations()) {
      Resource resource = resources.get(operation.id());
      if (resource == null) {
        throw new IllegalStateException(
            "Nothing does what the contract offers as " + operation.id());
      }
      router
          .route(
              HttpMethod.valueOf(operation.method()),
              operation.path().replace("{", ":").replace("}", ""))
          .handler(context -> serve(operation, resource, context));
    }
    router.errorHandler(404, context -> send(context, Problems.noSuchPath(context)));
    router.errorHandler(405, context -> send(context, Problems.wrongMethod(context, contract)));
    for (int status : new int[] {400, 500}) {
      router.errorHandler(status, context -> send(context, Problems.of(context)));
    }
    return router;
  }

  /** The router has rules of its own for the Host header, and words of its own. */
  @Override
  public void serve(HttpServerRequest request) {
    try {
      doorkeeper.checkName(request.headers().getAll("Host"));
      Target.check(request.uri());
    } catch (RefusedException e) {
      port.answer(request, ApiAnswer.problem(e, request.path()).forPort());
      return;
    }
    router.handle(request);
  }

  @Override
  public PortAnswer refusal(int status, String detail) {
    return Problems.noRequest(status, detail).forPort();
  }

  private void sendContract(RoutingContext context) {
    port.answer(
        context.request(), new PortAnswer(200, "application/yaml", contract.text(), Map.of()));
  }

  private void checkToken(RoutingContext context) {
    doorkeeper.checkToken(context.request().headers().getAll("Authorization"));
    // Vert.x would take it for the path without.
    if (context.normalizedPath().endsWith("/")) {
      send(context, Problems.noSuchPath(context));
    } else {
      context.next();
    }
  }

  private void serve(Operation operation, Resource resource, RoutingContext context) {
    if (operation.takesBody()) {
      BodyReading.of(
          context.request(), body -> begin(operation, resource, context, body), context::fail);
    } else {
      // Not read at all.
      BodyReading.requireNone(context.request());
      begin(operation, resource, context, new byte[0]);
    }
  }

  private void begin(Operation operation, Resource resource, RoutingContext context, byte[] body) {
    try {
      ApiRequest request = read(operation, context, body);
      port.work(context.request(), () -> answer(resource, request, context));
    } catch (RejectedExecutionException e) {
      context.fail(RefusedException.stopping());
    } catch (RuntimeException e) {
      // Where a body had to come first, the router is no longer there to catch it.
      context.fail(e);
    }
  }

  private void answer(Resource resource, ApiRequest request, RoutingContext context) {
    try {
      send(context, resource.answer(request));
    } catch (JMSException | AttemptLogException | RuntimeException e) {
      port.vertx().runOnContext(ready -> context.fail(e));
    }
  }

  private static ApiRequest read(Operation operation, RoutingContext context, byte[] body) {
    Map<String, List<String>> query = new TreeMap<>();
    MultiMap given = context.queryParams();
    given.names().forEach(name -> query.put(name, given.getAll(name)));
    return new ApiRequest(
        operation.parameters(query, context.pathParams()),
        operation.body(context.request().getHeader("Content-Type"), body),
        body,
        context.request().remoteAddress().hostAddress());
  }

  private void send(RoutingContext context, ApiAnswer answer) {
    port.answer(context.request(), answer.forPort());
  }

  /** Takes no more requests; those under way have a moment to end. */
  @Override
  public void close() {
    port.close();
  }
}
