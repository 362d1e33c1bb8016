package io.sealpost.receiver;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.sealpost.signature.HttpHeader;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyCertOptions;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTPS server on 127.0.0.1 that hands each whole request to a function and sends what that
 * answers. HTTP/1.1, TLS 1.2 or later. A body over {@value #MAX_BODY_BYTES} bytes is answered with
 * 413; a sender that takes longer than 30 s for a request is disconnected.
 *
 * <p>The function runs on worker threads, several at once; if it throws, the sender gets a 500.
 */
public final class TlsReceiver implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TlsReceiver.class);

  /** Above the largest body Sealpost sends (1 MB), so that a sender's mistake can be seen. */
  static final int MAX_BODY_BYTES = 4 * 1024 * 1024;

  /** For the headers, then for the body; also how long an unused connection is kept. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration GRACE = Duration.ofSeconds(5);

  private static final String LOOPBACK = "127.0.0.1";
  private static final int WORKERS = 8;

  private final Vertx vertx;
  private final Clock clock;
  private final Duration patience;
  private final Function<ReceivedRequest, Answer> answers;
  private final ConnectionDeadlines deadlines;
  private final HttpServer server;

  /** The receiver itself, and each request between its last byte and its answer's. */
  private final Phaser underWay = new Phaser(1);

  private TlsReceiver(
      SelfSignedCertificate certificate,
      Clock clock,
      Duration patience,
      Function<ReceivedRequest, Answer> answers) {
    this.vertx = Vertx.vertx(vertxOptions());
    this.clock = clock;
    this.patience = patience;
    this.answers = answers;
    this.deadlines = new ConnectionDeadlines(vertx);
    this.server =
        vertx
            .createHttpServer(httpOptions(certificate))
            .connectionHandler(this::connected)
            .requestHandler(this::receive);
  }

  /**
   * Starts to listen.
   *
   * @param port 0 for any free one
   * @throws IOException where the port can't be bound
   */
  public static TlsReceiver start(
      int port,
      SelfSignedCertificate certificate,
      Clock clock,
      Function<ReceivedRequest, Answer> answers)
      throws IOException {
    return start(port, certificate, clock, PATIENCE, answers);
  }

  static TlsReceiver start(
      int port,
      SelfSignedCertificate certificate,
      Clock clock,
      Duration patience,
      Function<ReceivedRequest, Answer> answers)
      throws IOException {
    TlsReceiver receiver = new TlsReceiver(certificate, clock, patience, answers);
    try {
      await(receiver.server.listen(port, LOOPBACK));
    } catch (CompletionException e) {
      receiver.close();
      throw new IOException(
          "Port %d of %s can't be bound (%s). Choose another, or 0 for any free one."
              .formatted(port, LOOPBACK, e.getCause().getMessage()),
          e.getCause());
    }
    return receiver;
  }

  public int port() {
    return server.actualPort();
  }

  /** {@code https://localhost:<port>}: what a URL of this receiver begins with. */
  public String origin() {
    return "https://localhost:" + port();
  }

  /** Waits up to 5 s for answers that are under way, then frees the port. */
  @Override
  public void close() {
    try {
      underWay.awaitAdvanceInterruptibly(underWay.arrive(), GRACE.toMillis(), MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warn("A request has no answer yet and is cut: the receiver stops", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    await(vertx.close());
  }

  private static VertxOptions vertxOptions() {
    // No copies of class path files in the temporary folder.
    FileSystemOptions noFiles =
        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
    return new VertxOptions()
        .setFileSystemOptions(noFiles)
        .setEventLoopPoolSize(1)
        .setWorkerPoolSize(WORKERS)
        .setInternalBlockingPoolSize(1);
  }

  private static HttpServerOptions httpOptions(SelfSignedCertificate certificate) {
    return new HttpServerOptions()
        .setSsl(true)
        .setKeyCertOptions(KeyCertOptions.wrap(certificate.keyManagers()))
        .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
        .setUseAlpn(false)
        .setHandle100ContinueAutomatically(true)
        .setMaxInitialLineLength(64 * 1024)
        .setMaxHeaderSize(64 * 1024);
  }

  private void connected(HttpConnection connection) {
    deadlines.set(connection, patience);
    connection.closeHandler(closed -> deadlines.lift(connection));
  }

  private void receive(HttpServerRequest request) {
    deadlines.set(request.connection(), patience);
    Buffer body = Buffer.buffer();
    request.exceptionHandler(gone -> LOG.debug("A request broke off before its end", gone));
    request.handler(
        chunk -> {
          if (body.length() + chunk.length() > MAX_BODY_BYTES) {
            request.handler(ignored -> {}).endHandler(null);
            refuse(request);
          } else {
            body.appendBuffer(chunk);
          }
        });
    request.endHandler(end -> answer(request, body.getBytes()));
  }

  private void refuse(HttpServerRequest request) {
    request
        .response()
        .setStatusCode(413)
        .putHeader("Connection", "close")
        .end()
        .onComplete(sent -> request.connection().close());
  }

  private void answer(HttpServerRequest request, byte[] body) {
    deadlines.lift(request.connection());
    ReceivedRequest received =
        new ReceivedRequest(
            clock.instant(), request.method().name(), request.uri(), headers(request), body);
    underWay.register();
    vertx
        .executeBlocking(() -> answers.apply(received), false)
        .otherwise(
            failure -> {
              LOG.error("A request could not be answered", failure);
              return Answer.of(500);
            })
        .compose(answer -> send(request, answer))
        .onComplete(
            sent -> {
              deadlines.set(request.connection(), patience);
              underWay.arriveAndDeregister();
            });
  }

  private static List<HttpHeader> headers(HttpServerRequest request) {
    return request.headers().entries().stream()
        .map(header -> new HttpHeader(header.getKey(), header.getValue()))
        .toList();
  }

  private static Future<Void> send(HttpServerRequest request, Answer answer) {
    request.response().setStatusCode(answer.status());
    for (HttpHeader header : answer.headers()) {
      request.response().headers().add(header.name(), header.value());
    }
    return request.response().end(Buffer.buffer(answer.body()));
  }

  private static <T> void await(Future<T> future) {
    future.toCompletionStage().toCompletableFuture().join();
  }
}
