package io.sealpost.delivery;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Look-ups with a limit. A look-up cannot be cancelled, so each runs on a thread of its own that a
 * caller stops waiting for. Threads exist while they are needed.
 */
final class NameLookup implements Closeable {
  /** Look-ups at once. While so many hang, others wait and may run into their limit. */
  private static final int THREADS = 4;

  private static final long IDLE_SECONDS = 5;

  private final DnsResolver resolver;
  private final ThreadPoolExecutor threads;

  NameLookup(DnsResolver resolver) {
    this.resolver = resolver;
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> EndpointClient.daemon(task, "sealpost-lookup"));
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * The addresses of a host, at least one.
   *
   * @throws UnknownHostException as the resolver threw it
   * @throws SocketTimeoutException if the limit is exceeded
   */
  InetAddress[] addresses(String host, Duration limit) throws IOException {
    Future<InetAddress[]> answer = threads.submit(() -> resolver.resolve(host));
    InetAddress[] addresses;
    try {
      addresses = answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      var timeout = new SocketTimeoutException("the name service did not answer for " + host);
      timeout.initCause(e);
      throw timeout;
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      var interrupted = new InterruptedIOException("interrupted while looking up " + host);
      interrupted.initCause(e);
      throw interrupted;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownHostException unknown) {
        throw unknown;
      }
      throw new IOException("The look-up of " + host + " failed", e.getCause());
    }
    if (addresses == null || addresses.length == 0) {
      throw new UnknownHostException(host);
    }
    return addresses;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
