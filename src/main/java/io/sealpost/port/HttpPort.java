package io.sealpost.port;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A port that answers HTTP, with workers for what may block. Who is slow or silent is cut off. */
public final class HttpPort implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpPort.class);

  private static final long LAST_ANSWERS_SECONDS = 5;

  private final String name;
  private final Vertx vertx;
  private final Connections connections;

  /** Not those of Vert.x: its close would interrupt them, and an interrupt closes H2's file. */
  private final ExecutorService workers;

  /**
   * Listens nowhere yet.
   *
   * @param name of its threads
   * @param workers threads for what may block
   */
  public HttpPort(String name, int workers) {
    this.name = name;
    vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    connections = new Connections(vertx);
    this.workers =
        Executors.newFixedThreadPool(
            workers,
            work -> {
              Thread thread = new Thread(work, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** For routers. */
  public Vertx vertx() {
    return vertx;
  }

  /**
   * Returns when it answers.
   *
   * @throws IOException if the port is taken, or certificate or key cannot be used; it is closed
   */
  public void open(PortSettings settings, Site site) throws IOException {
    try {
      vertx
          .createHttpServer(settings.options())
          .connectionHandler(connections::opened)
          .requestHandler(site::serve)
          .invalidRequestHandler(request -> answer(request, refusal(site, request)))
          .listen()
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    } catch (CompletionException e) {
      close();
      throw new IOException(String.valueOf(e.getCause().getMessage()), e.getCause());
    }
  }

  /**
   * Does what may block on a worker. From now on it is we who take time.
   *
   * @param work ends by answering
   * @throws RejectedExecutionException while it closes
   */
  public void work(HttpServerRequest request, Runnable work) {
    connections.requestArrived(request.connection());
    workers.execute(work);
  }

  /** From any thread. Answers once: what comes after is dropped. */
  public void answer(HttpServerRequest request, PortAnswer answer) {
    if (Vertx.currentContext() == null) {
      vertx.runOnContext(ready -> send(request, answer));
    } else {
      send(request, answer);
    }
  }

  private void send(HttpServerRequest request, PortAnswer answer) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    connections.answering(request);
    answer.headers().forEach(response::putHeader);
    response
        .setStatusCode(answer.status())
        .putHeader("Connection", "close")
        .putHeader("Content-Type", answer.contentType())
        // Nothing is kept by anybody, and nothing is taken for what it is not.
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Content-Type-Options", "nosniff")
        .end(answer.body())
        .onComplete(sent -> connections.answered(request));
  }

  private static PortAnswer refusal(Site site, HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    if (cause instanceof TooLongHttpLineException) {
      return site.refusal(
          414,
          "The request line is longer than "
              + PortSettings.MAX_LINE_BYTES
              + " bytes: name fewer or shorter parameters");
    }
    if (cause instanceof TooLongHttpHeaderException) {
      return site.refusal(
          431,
          "The headers have more than "
              + PortSettings.MAX_HEADER_BYTES
              + " bytes together: send fewer or shorter ones");
    }
    return site.refusal(400, "This is no HTTP/1.1: its request line or a header cannot be read");
  }

  /** Takes no more requests; those under way have a moment to end. */
  @Override
  public void close() {
    workers.shutdown();
    try {
      if (!workers.awaitTermination(LAST_ANSWERS_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("Requests to {} are cut off", name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
