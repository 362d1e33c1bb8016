package io.sealpost.bench;

import io.sealpost.attemptlog.AttemptCursor;
import io.sealpost.attemptlog.AttemptFilter;
import io.sealpost.attemptlog.JdbcAttemptLog;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What operators ask {@code deliveries}, in the cases that are hard to answer. */
final class AttemptQuestions {
  private static final int PAGE = 100;

  private final AttemptTraffic traffic;
  private final long rows;
  private final Map<String, Question> questions = new LinkedHashMap<>();

  /** Returns the number of rows found. */
  @FunctionalInterface
  interface Question {
    int ask(JdbcAttemptLog log) throws Exception;
  }

  AttemptQuestions(AttemptTraffic traffic, long rows) {
    this.traffic = traffic;
    this.rows = rows;
  }

  /** By what they are about. */
  Map<String, Question> all() {
    AttemptFilter all = AttemptFilter.all();
    everything(all);
    single(all);
    rare(all);
    pairs(all);
    long row = rows / 2;
    questions.put("show one delivery", log -> log.attempts(AttemptTraffic.deliveryId(row)).size());
    return questions;
  }

  private void everything(AttemptFilter all) {
    page("all", all);
    deep("all, half back", all, 0.5);
    deep("all, at the end", all, 0.001);
    page("last hour", all.since(AttemptTraffic.END.minus(Duration.ofHours(1))));
    page("first day", all.until(AttemptTraffic.END.minus(Duration.ofDays(29))));
  }

  private void single(AttemptFilter all) {
    page("activation, the largest", all.activation(AttemptTraffic.LARGEST));
    deep("activation, the largest, at the end", all.activation(AttemptTraffic.LARGEST), 0.001);
    page("activation, a small one", all.activation(AttemptTraffic.SMALL));
    page("activation, long gone", all.activation(AttemptTraffic.MOVED));
    page("activation, a single row", all.activation(AttemptTraffic.TINY));
    page("activation, none", all.activation(AttemptTraffic.SILENT));
    page("outcome delivered", all.outcome("delivered"));
    page("outcome retry", all.outcome("retry"));
    page("outcome dead", all.outcome("dead"));
    deep("outcome dead, at the end", all.outcome("dead"), 0.001);
    page("status 200", all.status(200));
    page("status 503", all.status(503));
    deep("status 503, half back", all.status(503), 0.5);
    page("event", all.event("order.paid"));
    deep("event, half back", all.event("order.paid"), 0.5);
    page("journey", all.journey("onboarding"));
    page("event id", all.eventId(AttemptTraffic.eventId(rows / 3)));
    page("event id, none", all.eventId("evt_none"));
    page("delivery id", all.deliveryId(AttemptTraffic.deliveryId(rows / 4)));
  }

  private void rare(AttemptFilter all) {
    page("status, rare, long ago", all.status(AttemptTraffic.RARE_STATUS));
    page("event, rare, long ago", all.event(AttemptTraffic.RARE_EVENT));
    page("journey, rare, long ago", all.journey(AttemptTraffic.RARE_JOURNEY));
    page("outcome, none", all.outcome("purged"));
    page("retries to come", all.nextAttemptSince(AttemptTraffic.END));
  }

  private void pairs(AttemptFilter all) {
    AttemptFilter largest = all.activation(AttemptTraffic.LARGEST);
    page("activation + dead", all.activation(AttemptTraffic.MIDDLE).outcome("dead"));
    page("largest + dead, long ago", largest.outcome("dead"));
    page("largest + retry", largest.outcome("retry"));
    page("largest + rare status", largest.status(AttemptTraffic.RARE_STATUS));
    page("largest + status 503", largest.status(503));
    page("largest + status none has", largest.status(599));
    page("long gone + status 503", all.activation(AttemptTraffic.MOVED).status(503));
    page("long gone + journey", all.activation(AttemptTraffic.MOVED).journey("loyalty"));
    page("small + retry", all.activation(AttemptTraffic.SMALL).outcome("retry"));
    page("largest + rare event", largest.event(AttemptTraffic.RARE_EVENT));
    page("largest + event", largest.event("order.paid"));
    page("largest + journey", largest.journey("onboarding"));
    page("largest + rare journey", largest.journey(AttemptTraffic.RARE_JOURNEY));
    page("largest + journey of others", largest.journey(AttemptTraffic.JOURNEY_OF_OTHERS));
    page("largest + status 202", largest.status(202));
    page("single row + event", all.activation(AttemptTraffic.TINY).event("order.paid"));
    page("event + dead", all.event("order.paid").outcome("dead"));
    page("rare event + delivered", all.event(AttemptTraffic.RARE_EVENT).outcome("delivered"));
    page("event + status 503", all.event("order.paid").status(503));
    page("rare event + status 200, none", all.event(AttemptTraffic.RARE_EVENT).status(200));
    page("event + rare journey", all.event("order.paid").journey(AttemptTraffic.RARE_JOURNEY));
    page("journey + status 503", all.journey("onboarding").status(503));
    page("journey + dead", all.journey("onboarding").outcome("dead"));
    page("dead + status 404", all.outcome("dead").status(404));
    page("retry + status 418", all.outcome("retry").status(AttemptTraffic.RARE_STATUS));
    page("delivered + status 503, none", all.outcome("delivered").status(503));
    page(
        "largest + dead, last week",
        largest.outcome("dead").since(AttemptTraffic.END.minus(Duration.ofDays(7))));
    page(
        "activation + event + dead",
        all.activation(AttemptTraffic.MIDDLE).event("order.paid").outcome("dead"));
    page(
        "largest + journey of others + delivered",
        largest.journey(AttemptTraffic.JOURNEY_OF_OTHERS).outcome("delivered"));
    page(
        "event + journey + rare status",
        all.event("order.paid").journey("onboarding").status(AttemptTraffic.RARE_STATUS));
    page(
        "event + delivered + status 503, none",
        all.event("order.paid").outcome("delivered").status(503));
    deep(
        "largest + journey of others, half back",
        largest.journey(AttemptTraffic.JOURNEY_OF_OTHERS),
        0.5);
    page("delivery id + activation", largest.deliveryId(AttemptTraffic.deliveryId(rows / 4)));
    page("event id + dead", all.eventId(AttemptTraffic.eventId(rows / 3)).outcome("dead"));
  }

  private void page(String name, AttemptFilter filter) {
    questions.put(name, log -> log.find(filter, PAGE, Optional.empty()).attempts().size());
  }

  /**
   * @param back how far from the beginning of the month, 0 to 1
   */
  private void deep(String name, AttemptFilter filter, double back) {
    AttemptCursor cursor = new AttemptCursor(traffic.at((long) (rows * back)), Long.MAX_VALUE);
    questions.put(name, log -> log.find(filter, PAGE, Optional.of(cursor)).attempts().size());
  }
}
