package io.sealpost.fault;

import io.sealpost.fault.LedgerEntry.Acked;
import io.sealpost.fault.LedgerEntry.Dead;
import io.sealpost.fault.LedgerEntry.Doubt;
import io.sealpost.fault.LedgerEntry.Fault;
import io.sealpost.fault.LedgerEntry.Logged;
import io.sealpost.fault.LedgerEntry.OfMessage;
import io.sealpost.fault.LedgerEntry.Pending;
import io.sealpost.fault.LedgerEntry.Sent;
import io.sealpost.fault.LedgerEntry.Took;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the ledgers of a run come to: a function of nothing else.
 *
 * @param sent confirmed to the producer; those in {@code doubt} come besides
 * @param delivered messages answered with 2xx, doubtful ones included
 * @param duplicates requests beyond the first of an attempt, and 2xx beyond the first of a message
 * @param mayRepeat how many duplicates the faults account for; without faults none
 * @param took what was timed, in milliseconds
 * @param broken messages by the rule they break, each with its story
 */
record Verdict(
    int sent,
    int doubt,
    int delivered,
    int dead,
    int pending,
    int duplicates,
    int mayRepeat,
    Map<String, List<Integer>> took,
    Map<Rule, List<String>> broken) {
  private static final int STORIES_SHOWN = 5;

  /** Of all ledgers' entries, in any order. */
  static Verdict of(List<LedgerEntry> entries, Expected expected) {
    Map<String, Story> stories = new TreeMap<>();
    Map<String, List<Logged>> rows = new HashMap<>();
    Map<String, List<Integer>> took = new TreeMap<>();
    int mayRepeat = 0;
    for (LedgerEntry entry : entries) {
      if (entry instanceof Fault fault) {
        mayRepeat += fault.mayRepeat();
      } else if (entry instanceof Took timed) {
        took.computeIfAbsent(timed.what(), what -> new ArrayList<>()).add(timed.millis());
      } else if (entry instanceof OfMessage told) {
        stories.computeIfAbsent(told.message(), id -> new Story()).add(told);
      }
      if (entry instanceof Logged row) {
        rows.computeIfAbsent(row.deliveryId(), id -> new ArrayList<>()).add(row);
      }
    }
    if (expected.sharedIds()) {
      for (Story story : stories.values()) {
        story.deliveryIds().forEach(id -> story.addRows(rows.getOrDefault(id, List.of())));
      }
    }
    return new Verdict(
        count(stories, Sent.class),
        count(stories, Doubt.class),
        count(stories, Acked.class),
        count(stories, Dead.class),
        count(stories, Pending.class),
        stories.values().stream().mapToInt(Story::duplicates).sum(),
        mayRepeat,
        took,
        broken(stories, expected));
  }

  /** The messages that are nowhere. */
  List<String> lost() {
    return broken.getOrDefault(Rule.LOST, List.of());
  }

  boolean isGood() {
    return broken.isEmpty() && duplicates <= mayRepeat;
  }

  /** What is wrong, with some messages' stories; empty for a good one. */
  String complaint() {
    StringBuilder text = new StringBuilder();
    broken.forEach(
        (rule, stories) -> {
          text.append(rule).append(": ").append(rule.text()).append(": ").append(stories.size());
          stories.stream().limit(STORIES_SHOWN).forEach(story -> text.append("\n  ").append(story));
          text.append('\n');
        });
    if (duplicates > mayRepeat) {
      text.append("DUPLICATES: " + duplicates + ", the faults account for " + mayRepeat + "\n");
    }
    return text.toString();
  }

  private static int count(Map<String, Story> stories, Class<? extends OfMessage> kind) {
    return (int) stories.values().stream().filter(story -> story.has(kind)).count();
  }

  private static Map<Rule, List<String>> broken(Map<String, Story> stories, Expected expected) {
    Map<Rule, List<String>> broken = new EnumMap<>(Rule.class);
    for (Rule rule : Rule.values()) {
      stories.forEach(
          (id, story) -> {
            if (rule.isBrokenBy(story, expected)) {
              broken.computeIfAbsent(rule, r -> new ArrayList<>()).add(id + " " + story);
            }
          });
    }
    return broken;
  }
}
