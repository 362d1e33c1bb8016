package io.sealpost.delivery;

import io.sealpost.activation.Activation.Timeouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpConnection;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.impl.Http1StreamListener;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * A call under way: its phase, the limit that cancels it, and what it has learnt so far. Made for
 * one call; the timer's thread only ever expires it.
 */
final class Call implements Http1StreamListener {
  private static final String ATTRIBUTE = "sealpost.call";

  /** In this order. Each but the first and the last has a limit of its own. */
  enum Phase {
    /** Waiting for a place in the pool: costs no attempt, so it has no limit. */
    PLACE,
    /** Name look-up, TCP, proxy, TLS. */
    CONNECT,
    /** The request. */
    WRITE,
    /** The answer. */
    READ,
    OVER
  }

  /** Parts of the connect phase. */
  enum Step {
    /** Name look-up and TCP, to the endpoint or its proxy. */
    ADDRESS,
    /** CONNECT. */
    PROXY,
    TLS
  }

  private final Timeouts limits;
  private final ScheduledExecutorService timer;
  private final Cancellable cancellation;
  private final Map<Phase, Duration> spent = new EnumMap<>(Phase.class);

  private Phase phase = Phase.PLACE;
  private long since = System.nanoTime();
  private boolean expired;
  private @Nullable Future<?> alarm;

  private Step step = Step.ADDRESS;
  private @Nullable Integer proxyStatus;
  private @Nullable Integer status;
  private @Nullable String retryAfter;
  private @Nullable InetAddress address;
  private @Nullable IOException writeFailure;

  /**
   * @param cancellation what an exceeded limit cancels
   */
  Call(Timeouts limits, ScheduledExecutorService timer, Cancellable cancellation) {
    this.limits = limits;
    this.timer = timer;
    this.cancellation = cancellation;
  }

  void bindTo(HttpContext context) {
    context.setAttribute(ATTRIBUTE, this);
  }

  static Call of(HttpContext context) {
    return (Call) context.getAttribute(ATTRIBUTE);
  }

  /** Goes on to the phase and starts its limit. After an exceeded limit nothing goes on. */
  synchronized void enter(Phase next) {
    if (expired) {
      return;
    }
    closePhase();
    phase = next;
    alarm = timer.schedule(() -> expire(next), limit(next).toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Ends the last phase. To be called whatever happened. */
  synchronized void end() {
    closePhase();
    phase = Phase.OVER;
  }

  private void closePhase() {
    long now = System.nanoTime();
    spent.merge(phase, Duration.ofNanos(now - since), Duration::plus);
    since = now;
    if (alarm != null) {
      alarm.cancel(false);
    }
  }

  private void expire(Phase due) {
    synchronized (this) {
      if (phase != due) {
        return;
      }
      expired = true;
    }
    cancellation.cancel();
  }

  private Duration limit(Phase of) {
    return switch (of) {
      case CONNECT -> limits.connect();
      case WRITE -> limits.write();
      case READ -> limits.read();
      case PLACE, OVER -> throw new IllegalArgumentException(of + " has no limit");
    };
  }

  /** What is left of the current phase's limit; zero or less where nothing is. */
  synchronized Duration timeLeft() {
    return limit(phase).minusNanos(System.nanoTime() - since);
  }

  /** The phase it is in, or in which its limit was exceeded. */
  synchronized Phase phase() {
    return phase;
  }

  synchronized boolean isExpired() {
    return expired;
  }

  /** A request without a body is written with its headers, in one packet or two. */
  @Override
  public void onRequestHead(HttpConnection connection, HttpRequest request) {
    if (connection.getRemoteAddress() instanceof InetSocketAddress remote) {
      address = remote.getAddress();
    }
    if (phase() == Phase.CONNECT) {
      step = Step.PROXY;
    }
    if (phase() == Phase.WRITE
        && request instanceof ClassicHttpRequest sent
        && sent.getEntity() == null) {
      enter(Phase.READ);
    }
  }

  @Override
  public void onResponseHead(HttpConnection connection, HttpResponse response) {
    int code = response.getCode();
    if (phase() == Phase.CONNECT) {
      proxyStatus = code;
    } else if (code >= 200) {
      status = code;
      var header = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
      retryAfter = header == null ? null : header.getValue();
    }
  }

  @Override
  public void onExchangeComplete(HttpConnection connection, boolean keepAlive) {}

  void beginTls() {
    step = Step.TLS;
  }

  /** How far the connect phase has come. */
  Step step() {
    return step;
  }

  /** The proxy's answer to CONNECT, or null. */
  @Nullable Integer proxyStatus() {
    return proxyStatus;
  }

  /** Whether status line and headers of the endpoint's answer are in. */
  boolean isAnswered() {
    return status != null;
  }

  Answer answer(byte[] body, boolean cut) {
    if (status == null) {
      throw new IllegalStateException("No answer yet");
    }
    return new Answer(
        status,
        retryAfter,
        body,
        cut,
        address,
        millis(Phase.CONNECT),
        millis(Phase.WRITE),
        millis(Phase.READ));
  }

  /** As far as it came. */
  synchronized CallTrace trace() {
    return new CallTrace(address, millis(Phase.CONNECT), millis(Phase.WRITE), millis(Phase.READ));
  }

  private long millis(Phase of) {
    return spent.getOrDefault(of, Duration.ZERO).toMillis();
  }

  /** The endpoint took only a part of the request; it may have answered all the same. */
  void writeFailed(IOException failure) {
    writeFailure = failure;
  }

  /** Null where the request went out whole. */
  @Nullable IOException writeFailure() {
    return writeFailure;
  }
}
