package io.sealpost.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.attemptlog.AttemptLogException;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server of the management API: routes, errors and limits; what it serves is given. */
final class ManagementServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);

  /** A message's own limit, and some for properties in the query. */
  private static final int MAX_BODY_BYTES = 1024 * 1024;

  private static final int MAX_HEADER_BYTES = 8 * 1024;
  private static final int MAX_LINE_BYTES = 8 * 1024;
  private static final int WORKERS = 8;
  private static final long LAST_ANSWERS_SECONDS = 5;

  private final Contract contract;
  private final Map<String, Resource> resources;
  private final Doorkeeper doorkeeper;
  private final Vertx vertx;
  private final Connections connections;

  /** Not those of Vert.x: its close would interrupt them, and an interrupt closes H2's file. */
  private final ExecutorService workers =
      Executors.newFixedThreadPool(
          WORKERS,
          work -> {
            Thread thread = new Thread(work, "sealpost-management");
            thread.setDaemon(true);
            return thread;
          });

  private ManagementServer(
      Contract contract, Map<String, Resource> resources, ManagementSettings settings) {
    this.contract = contract;
    this.resources = resources;
    this.doorkeeper = new Doorkeeper(settings);
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    this.connections = new Connections(vertx);
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
    try {
      server.listen(settings);
      return server;
    } catch (CompletionException e) {
      server.close();
      throw new IOException(String.valueOf(e.getCause().getMessage()), e.getCause());
    }
  }

  private void listen(ManagementSettings settings) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(settings.host())
            .setPort(settings.port())
            .setMaxHeaderSize(MAX_HEADER_BYTES)
            .setMaxInitialLineLength(MAX_LINE_BYTES)
            .setHttp2ClearTextEnabled(false)
            .setUseAlpn(false);
    if (settings.isTls()) {
      options
          .setSsl(true)
          .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
          .setKeyCertOptions(
              new PemKeyCertOptions()
                  .setCertPath(String.valueOf(settings.certificate()))
                  .setKeyPath(String.valueOf(settings.key())));
    }
    HttpServer server = vertx.createHttpServer(options);
    server
        .connectionHandler(connections::opened)
        .requestHandler(router())
        .invalidRequestHandler(this::refuseInvalid)
        .listen()
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  private Router router() {
    Router router = Router.router(vertx);
    router.route().handler(this::checkName);
    router.get("/openapi.yaml").handler(this::sendContract);
    router.route().handler(this::checkToken);
    router.route().handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES));
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
    for (int status : new int[] {400, 413, 500}) {
      router.errorHandler(status, context -> send(context, Problems.of(context, MAX_BODY_BYTES)));
    }
    return router;
  }

  private void checkName(RoutingContext context) {
    doorkeeper.checkName(context.request().headers().getAll("Host"));
    context.next();
  }

  private void sendContract(RoutingContext context) {
    answer(context.request(), 200, "application/yaml", contract.text());
  }

  private void checkToken(RoutingContext context) {
    List<String> authorization = context.request().headers().getAll("Authorization");
    doorkeeper.checkToken(authorization.size() == 1 ? authorization.get(0) : null);
    // Vert.x would take it for the path without.
    if (context.normalizedPath().endsWith("/")) {
      send(context, Problems.noSuchPath(context));
    } else {
      context.next();
    }
  }

  private void serve(Operation operation, Resource resource, RoutingContext context) {
    connections.requestArrived(context.request().connection());
    ApiRequest request = read(operation, context);
    Context eventLoop = vertx.getOrCreateContext();
    workers.execute(
        () -> {
          try {
            ApiAnswer answer = resource.answer(request);
            eventLoop.runOnContext(ready -> send(context, answer));
          } catch (JMSException | AttemptLogException | RuntimeException e) {
            eventLoop.runOnContext(ready -> context.fail(e));
          }
        });
  }

  private static ApiRequest read(Operation operation, RoutingContext context) {
    Map<String, List<String>> query = new TreeMap<>();
    MultiMap given = context.queryParams();
    given.names().forEach(name -> query.put(name, given.getAll(name)));
    ObjectNode parameters = operation.parameters(query, context.pathParams());
    Buffer buffer = context.body().buffer();
    byte[] bytes = buffer == null ? new byte[0] : buffer.getBytes();
    return new ApiRequest(
        parameters,
        operation.body(context.request().getHeader("Content-Type"), bytes),
        bytes,
        context.request().remoteAddress().hostAddress());
  }

  private void send(RoutingContext context, ApiAnswer answer) {
    answer.headers().forEach(context.response()::putHeader);
    answer(context.request(), answer.status(), answer.contentType(), answer.body().toString());
  }

  /** What did not even parse: a header too large, a line that is none. */
  private void refuseInvalid(HttpServerRequest request) {
    ApiAnswer problem = Problems.noHttp();
    answer(request, problem.status(), problem.contentType(), problem.body().toString());
  }

  private void answer(HttpServerRequest request, int status, String contentType, String body) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    connections.answering(request);
    response
        .setStatusCode(status)
        .putHeader("Connection", "close")
        .putHeader("Content-Type", contentType)
        // Nothing is kept by anybody, and nothing is taken for what it is not.
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Content-Type-Options", "nosniff")
        .end(body)
        .onComplete(sent -> connections.answered(request));
  }

  /** Takes no more requests; those under way have a moment to end. */
  @Override
  public void close() {
    workers.shutdown();
    try {
      if (!workers.awaitTermination(LAST_ANSWERS_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("Requests to the management API are cut off");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
