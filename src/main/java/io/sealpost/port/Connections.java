package io.sealpost.port;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The open connections: not too many, and none that does nothing. Each carries one request. Used by
 * one event loop.
 */
final class Connections {
  private static final int MOST = 100;

  /** For a request to arrive whole, however its bytes drip in. */
  private static final long REQUEST_MILLIS = 10_000;

  /** For an answer to be taken. */
  private static final long ANSWER_MILLIS = 30_000;

  /** For the rest of a body that was refused. */
  private static final long LINGER_MILLIS = 3_000;

  private final Vertx vertx;
  private final Map<HttpConnection, Long> deadlines = new HashMap<>();

  /** Their request is not here yet; the one that waits longest first. */
  private final Set<HttpConnection> waiting = new LinkedHashSet<>();

  Connections(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * One too many ends the one that has kept its request back longest: who only holds connections
   * open keeps nobody out.
   */
  void opened(HttpConnection connection) {
    if (deadlines.size() >= MOST) {
      Iterator<HttpConnection> oldest = waiting.iterator();
      if (!oldest.hasNext()) {
        connection.close();
        return;
      }
      end(oldest.next());
    }
    connection.closeHandler(closed -> forget(connection));
    waiting.add(connection);
    limit(connection, REQUEST_MILLIS);
  }

  /** The request is here: from now on it is we who take time. */
  void requestArrived(HttpConnection connection) {
    waiting.remove(connection);
    Long timer = deadlines.get(connection);
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
  }

  void answering(HttpServerRequest request) {
    requestArrived(request.connection());
    limit(request.connection(), request.isEnded() ? ANSWER_MILLIS : LINGER_MILLIS);
  }

  /** Closing while a body still comes would take the answer back from who sends it. */
  void answered(HttpServerRequest request) {
    if (request.isEnded()) {
      request.connection().close();
    } else {
      request.handler(dropped -> {}).endHandler(end -> request.connection().close()).resume();
    }
  }

  private void limit(HttpConnection connection, long millis) {
    deadlines.put(connection, vertx.setTimer(millis, timer -> connection.close()));
  }

  private void end(HttpConnection connection) {
    forget(connection);
    connection.close();
  }

  private void forget(HttpConnection connection) {
    requestArrived(connection);
    deadlines.remove(connection);
  }
}
