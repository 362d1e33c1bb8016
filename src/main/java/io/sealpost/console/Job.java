package io.sealpost.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Work that goes on after its request was answered. Thread-safe. */
final class Job {
  private final String id;
  private final String action;
  private final Instant startedAt;
  private String state = "waiting";
  private int done;
  private @Nullable Integer total;
  private @Nullable Integer notDead;
  private @Nullable Instant endedAt;
  private @Nullable String error;

  /**
   * A job that waits for its turn.
   *
   * @param id of its row in the audit
   */
  Job(long id, String action, Instant startedAt) {
    this.id = Long.toString(id);
    this.action = action;
    this.startedAt = startedAt;
  }

  String id() {
    return id;
  }

  synchronized void runs() {
    state = "running";
  }

  /** What it counts is committed. */
  synchronized void moved(int moved, int of) {
    done = moved;
    total = of;
  }

  /** Deliveries that were chosen but are not in the dead queue. */
  synchronized void notDead(int count) {
    notDead = count;
  }

  /**
   * Ends it.
   *
   * @param failure null if it did what it was asked
   */
  synchronized void ended(Instant at, @Nullable String failure) {
    endedAt = at;
    error = failure;
    state = failure == null ? "done" : "failed";
  }

  synchronized boolean hasEnded() {
    return endedAt != null;
  }

  synchronized String summary() {
    return done + " of " + (total == null ? 0 : total) + (error == null ? "" : ": " + error);
  }

  synchronized ObjectNode json() {
    ObjectNode json = ApiAnswer.object();
    json.put("id", id);
    json.put("action", action);
    json.put("state", state);
    json.put("done", done);
    putIfKnown(json, "total", total);
    putIfKnown(json, "notDead", notDead);
    json.put("startedAt", startedAt.toString());
    if (endedAt != null) {
      json.put("endedAt", endedAt.toString());
    }
    if (error != null) {
      json.put("error", error);
    }
    return json;
  }

  private static void putIfKnown(ObjectNode json, String name, @Nullable Integer value) {
    if (value != null) {
      json.put(name, value);
    }
  }
}
