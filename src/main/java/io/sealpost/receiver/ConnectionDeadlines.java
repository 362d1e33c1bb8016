package io.sealpost.receiver;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One deadline a connection, after which it is closed. An idle timeout would not do: a sender that
 * drips a byte now and then is never idle.
 */
final class ConnectionDeadlines {
  private final Vertx vertx;
  private final Map<HttpConnection, Long> timers = new ConcurrentHashMap<>();

  ConnectionDeadlines(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Replaces the connection's deadline. */
  void set(HttpConnection connection, Duration fromNow) {
    replace(connection, vertx.setTimer(fromNow.toMillis(), timer -> connection.close()));
  }

  void lift(HttpConnection connection) {
    replace(connection, null);
  }

  private void replace(HttpConnection connection, @Nullable Long timer) {
    Long old = timer == null ? timers.remove(connection) : timers.put(connection, timer);
    if (old != null) {
      vertx.cancelTimer(old);
    }
  }
}
