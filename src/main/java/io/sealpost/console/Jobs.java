package io.sealpost.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.attemptlog.AttemptLogException;
import jakarta.jms.JMSException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays and purges, one after the other, and how far they have come. What they have done is
 * committed message by message on the broker; the list itself lives as long as the instance.
 * Thread-safe.
 */
final class Jobs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
  private static final int MOST_OPEN = 10;
  private static final int MOST_ENDED = 100;
  private static final long LAST_CHUNK_SECONDS = 10;

  /** What a job does. */
  @FunctionalInterface
  interface Work {
    void run(Job job) throws JMSException, AttemptLogException;
  }

  private final Auditor auditor;
  private final Clock clock;
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "sealpost-jobs");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<String, Job> jobs = new LinkedHashMap<>();
  private volatile boolean stopping;

  Jobs(Auditor auditor, Clock clock) {
    this.auditor = auditor;
    this.clock = clock;
  }

  Map<String, Resource> byOperation() {
    return Map.of("listJobs", request -> list(), "showJob", this::show);
  }

  /**
   * Answers with a new job.
   *
   * @param selection what it is about, for the audit
   * @throws AttemptLogException if the audit cannot be written; then nothing is done
   */
  synchronized ApiAnswer accept(String action, JsonNode selection, ApiRequest request, Work work)
      throws AttemptLogException {
    if (stopping) {
      throw RefusedException.stopping();
    }
    if (jobs.values().stream().filter(job -> !job.hasEnded()).count() >= MOST_OPEN) {
      throw new RefusedException(
          429,
          "too-many",
          MOST_OPEN + " jobs are waiting: begin this one when they are done",
          null);
    }
    long id = auditor.begin(action, null, selection, request);
    Job job = new Job(id, action, clock.instant());
    jobs.put(job.id(), job);
    forgetOldest();
    executor.execute(() -> run(id, job, work));
    return new ApiAnswer(202, job.json(), Map.of("Location", "/v1/jobs/" + job.id()));
  }

  /** To be called between transactions: an interrupt would close the database's file. */
  void checkStopping() {
    if (stopping) {
      throw RefusedException.stopping();
    }
  }

  private void run(long id, Job job, Work work) {
    String failure = null;
    job.runs();
    try {
      checkStopping();
      work.run(job);
    } catch (JMSException | AttemptLogException | RefusedException e) {
      failure = e.getMessage();
      LOG.warn("Job {} failed: {}", job.id(), failure);
    } catch (RuntimeException e) {
      failure = "This should not happen: the log says more";
      LOG.error("Job {} failed", job.id(), e);
    }
    // An interrupt would close the database's file.
    boolean interrupted = Thread.interrupted();
    job.ended(clock.instant(), failure);
    auditor.end(id, failure == null ? "done" : "failed", job.summary());
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void forgetOldest() {
    List<String> ended = jobs.values().stream().filter(Job::hasEnded).map(Job::id).toList();
    ended.stream().limit(Math.max(0, ended.size() - MOST_ENDED)).forEach(jobs::remove);
  }

  private synchronized ApiAnswer list() {
    List<Job> newest = new ArrayList<>(jobs.values());
    ObjectNode answer = ApiAnswer.object();
    ArrayNode list = answer.putArray("jobs");
    for (int i = newest.size() - 1; i >= 0; i--) {
      list.add(newest.get(i).json());
    }
    return ApiAnswer.ok(answer);
  }

  private synchronized ApiAnswer show(ApiRequest request) {
    Job job = jobs.get(request.required("id"));
    if (job == null) {
      throw RefusedException.notFound(
          "This instance has no job " + request.required("id") + ": /v1/audit has older ones");
    }
    return ApiAnswer.ok(job.json());
  }

  /** The transaction under way is finished, unless it waits for its rate. */
  @Override
  public void close() {
    stopping = true;
    executor.shutdown();
    try {
      if (!executor.awaitTermination(LAST_CHUNK_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("A job does not stop; what it has not committed is rolled back");
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
