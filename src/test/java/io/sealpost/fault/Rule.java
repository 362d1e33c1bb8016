package io.sealpost.fault;

import io.sealpost.fault.LedgerEntry.Acked;
import io.sealpost.fault.LedgerEntry.Again;
import io.sealpost.fault.LedgerEntry.Dead;
import io.sealpost.fault.LedgerEntry.Doomed;
import io.sealpost.fault.LedgerEntry.Pending;
import io.sealpost.fault.LedgerEntry.Seen;
import io.sealpost.fault.LedgerEntry.Sent;
import java.util.Set;
import java.util.function.BiPredicate;

/** What may not be true of any message. */
enum Rule {
  LOST(
      "confirmed, and neither delivered nor dead, pending or ended on purpose",
      (story, expected) -> story.has(Sent.class) && !story.isAccountedFor()),
  PHANTOM(
      "delivered, and never sent", (story, expected) -> story.has(Seen.class) && !story.isKnown()),
  ALTERED(
      "another body came than was sent",
      (story, expected) ->
          story.isKnown()
              && story.all(Seen.class).stream()
                  .anyMatch(seen -> !story.sentHashes().contains(seen.sha256()))),
  BADLY_SIGNED(
      "a signature that does not verify",
      (story, expected) ->
          story.all(Seen.class).stream()
              .anyMatch(seen -> !seen.signature().equals(WireSignature.VALID))),
  TWO_DELIVERY_IDS(
      "requests with different delivery ids", (story, expected) -> story.deliveryIds().size() > 1),
  UNCOUNTED(
      "a request came under a number of which the attempt log has no row",
      (story, expected) -> (story.has(Acked.class) || story.has(Dead.class)) && !story.isCounted()),
  TOO_EARLY(
      "a retry came before its time",
      (story, expected) ->
          story.all(Again.class).stream()
              .anyMatch(again -> again.waitedMillis() < again.leastMillis())),
  IN_TWO_PLACES(
      "more than one copy on the queues at the end", (story, expected) -> story.copiesLeft() > 1),
  DEAD_UNTRIED(
      "dead without an attempt, for a reason that needs one",
      (story, expected) ->
          story.all(Dead.class).stream()
              .anyMatch(dead -> dead.attempts() == 0 && !beforeHttp().contains(dead.reason()))),
  DEAD_UNEXPECTED(
      "dead for a reason the scenario does not give",
      (story, expected) ->
          story.all(Dead.class).stream()
              .anyMatch(
                  dead ->
                      !expected.deadReasons().contains(dead.reason())
                          && !story.isDoomed(dead.reason()))),
  NOT_REFUSED(
      "no request can be made of it, and it is not dead for that reason, untried",
      (story, expected) ->
          story.has(Sent.class) && story.has(Doomed.class) && !story.isRefusedAsItShouldBe()),
  LEFT_PENDING(
      "still pending when everything has come to its end",
      (story, expected) -> story.has(Pending.class)),
  UNLOGGED(
      "at its end, and the attempt log has no row of it",
      (story, expected) ->
          (story.has(Acked.class) || story.has(Dead.class)) && !story.isLoggedToItsEnd());

  private final String text;

  // A lambda without state.
  @SuppressWarnings("ImmutableEnumChecker")
  private final BiPredicate<Story, Expected> broken;

  Rule(String text, BiPredicate<Story, Expected> broken) {
    this.text = text;
    this.broken = broken;
  }

  String text() {
    return text;
  }

  boolean isBrokenBy(Story story, Expected expected) {
    return broken.test(story, expected);
  }

  /** Decided by the message or the configuration alone; docs/troubleshooting.md. */
  private static Set<String> beforeHttp() {
    return Set.of(
        "no-activation",
        "activation-removed",
        "no-subscriber",
        "reserved-event",
        "no-identity",
        "invalid-property",
        "unsupported-message",
        "too-large",
        "empty-message",
        "invalid-utf8",
        "invalid-json",
        "not-an-object",
        "duplicate-key",
        "too-deep",
        "lone-surrogate",
        "missing-attribute",
        "missing-secret",
        "invalid-header-value",
        "url-refused",
        "function-failed",
        "unsignable",
        "address-refused");
  }
}
