package io.sealpost.observe;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A question to something that may be slow, or hang: asked on a thread of its own, one at a time,
 * and only when somebody wants to know. Thread-safe.
 */
public final class Probe<T> {
  private static final Logger LOG = LoggerFactory.getLogger("io.sealpost.observe");

  /** An answer holds so long, counted from the question: one scrape or health check asks once. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  /** Well below Prometheus's 10 s for a scrape and the second that Kubernetes gives a probe. */
  private static final Duration PATIENCE = Duration.ofMillis(800);

  private final Callable<T> question;
  private final Executor executor;
  private final String ifSilent;
  private final BooleanSupplier starting;
  private final Duration fresh;
  private final Duration patience;
  private final AtomicBoolean silent = new AtomicBoolean();
  private @Nullable FutureTask<T> asked;
  private long askedAt;
  private volatile @Nullable Throwable failure;

  /**
   * @param question its answer is never null
   * @param ifSilent what to log, once, when it fails or takes too long
   */
  public Probe(Callable<T> question, Executor executor, String ifSilent) {
    this(question, executor, ifSilent, () -> false);
  }

  /**
   * @param starting while it holds, no answer is as it should be, and none of the log's business
   */
  Probe(Callable<T> question, Executor executor, String ifSilent, BooleanSupplier starting) {
    this(question, executor, ifSilent, starting, FRESH, PATIENCE);
  }

  Probe(
      Callable<T> question,
      Executor executor,
      String ifSilent,
      BooleanSupplier starting,
      Duration fresh,
      Duration patience) {
    this.question = question;
    this.executor = executor;
    this.ifSilent = ifSilent;
    this.starting = starting;
    this.fresh = fresh;
    this.patience = patience;
  }

  /** The answer, a few seconds old at most; empty if there was none in time. */
  public Optional<T> ask() {
    boolean excused = starting.getAsBoolean();
    try {
      FutureTask<T> current;
      long waited;
      synchronized (this) {
        current = current();
        waited = System.nanoTime() - askedAt;
      }
      Optional<T> answer =
          Optional.of(current.get(Math.max(0, patience.toNanos() - waited), TimeUnit.NANOSECONDS));
      failure = null;
      if (silent.getAndSet(false)) {
        LOG.info("It answers again. Before: {}", ifSilent);
      }
      return answer;
    } catch (ExecutionException e) {
      return excused ? Optional.empty() : silence(e.getCause());
    } catch (TimeoutException | CancellationException | RejectedExecutionException e) {
      return excused ? Optional.empty() : silence(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  public boolean isAnswered() {
    return ask().isPresent();
  }

  /** Why there was no answer, the last time there was none; null while there are. */
  @Nullable Throwable failure() {
    return failure;
  }

  private FutureTask<T> current() {
    boolean stale =
        asked == null || (asked.isDone() && System.nanoTime() - askedAt > fresh.toNanos());
    if (stale) {
      FutureTask<T> next = new FutureTask<>(question);
      executor.execute(next);
      asked = next;
      askedAt = System.nanoTime();
    }
    return asked;
  }

  /** Without the failure's own words: they may hold an address or a user. */
  private Optional<T> silence(@Nullable Throwable why) {
    failure = why;
    if (!silent.getAndSet(true)) {
      LOG.warn("{} ({})", ifSilent, why == null ? "" : why.getClass().getSimpleName());
    }
    LOG.debug("{}", ifSilent, why);
    return Optional.empty();
  }
}
