package io.sealpost.fault;

import io.sealpost.fault.LedgerEntry.Acked;
import io.sealpost.fault.LedgerEntry.Dead;
import io.sealpost.fault.LedgerEntry.Doomed;
import io.sealpost.fault.LedgerEntry.Doubt;
import io.sealpost.fault.LedgerEntry.Logged;
import io.sealpost.fault.LedgerEntry.OfMessage;
import io.sealpost.fault.LedgerEntry.Pending;
import io.sealpost.fault.LedgerEntry.Seen;
import io.sealpost.fault.LedgerEntry.Sent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** All that the ledgers say of one message. */
final class Story {
  private static final Set<String> ENDED_ON_PURPOSE = Set.of("filtered", "expired", "purged");

  private final List<OfMessage> entries = new ArrayList<>();
  private final List<Logged> shared = new ArrayList<>();

  void add(OfMessage entry) {
    entries.add(entry);
  }

  /** Of its delivery ids, whichever message they name. */
  void addRows(List<Logged> ofIds) {
    shared.addAll(ofIds);
  }

  <T extends OfMessage> List<T> all(Class<T> kind) {
    return entries.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  boolean has(Class<? extends OfMessage> kind) {
    return entries.stream().anyMatch(kind::isInstance);
  }

  boolean isKnown() {
    return has(Sent.class) || has(Doubt.class);
  }

  /** Of what was sent; empty for what was not. */
  Set<String> sentHashes() {
    Set<String> hashes = new HashSet<>();
    all(Sent.class).forEach(sent -> hashes.add(sent.sha256()));
    all(Doubt.class).forEach(doubt -> hashes.add(doubt.sha256()));
    return hashes;
  }

  boolean isEndedOnPurpose() {
    return all(Logged.class).stream().anyMatch(row -> ENDED_ON_PURPOSE.contains(row.outcome()));
  }

  /** Delivered, dead, pending or ended on purpose with a record. */
  boolean isAccountedFor() {
    return has(Acked.class) || has(Dead.class) || has(Pending.class) || isEndedOnPurpose();
  }

  /** Whether the log has the row that ends the message. */
  boolean isLoggedToItsEnd() {
    return has(Pending.class) || rows().anyMatch(row -> !row.outcome().equals("retry"));
  }

  boolean isDoomed(String reason) {
    return all(Doomed.class).stream().anyMatch(doomed -> doomed.reason().equals(reason));
  }

  boolean isRefusedAsItShouldBe() {
    return !has(Seen.class)
        && has(Dead.class)
        && all(Dead.class).stream()
            .allMatch(dead -> dead.attempts() == 0 && isDoomed(dead.reason()));
  }

  /** Whether each request is an attempt of the log. */
  boolean isCounted() {
    Set<String> attempts = new HashSet<>();
    rows().forEach(row -> attempts.add(row.deliveryId() + ' ' + row.attempt()));
    return all(Seen.class).stream()
        .allMatch(seen -> attempts.contains(seen.deliveryId() + ' ' + seen.attempt()));
  }

  /** Of the attempt log, that may be the message's. */
  private Stream<Logged> rows() {
    return Stream.concat(all(Logged.class).stream(), shared.stream());
  }

  /** How many copies lie on queues. */
  int copiesLeft() {
    return all(Dead.class).size() + all(Pending.class).size();
  }

  Set<String> deliveryIds() {
    Set<String> ids = new HashSet<>();
    all(Seen.class).forEach(seen -> ids.add(seen.deliveryId()));
    return ids;
  }

  /** Requests of one and the same attempt, and 2xx of more than one: each beyond the first. */
  int duplicates() {
    List<Seen> seen = all(Seen.class);
    long attempts = distinct(seen.stream().map(Seen::attempt));
    long answered = distinct(all(Acked.class).stream().map(Acked::attempt));
    return (int) (seen.size() - attempts + Math.max(0, answered - 1));
  }

  private static long distinct(Stream<String> values) {
    return values.distinct().count();
  }

  @Override
  public String toString() {
    return entries.toString();
  }
}
