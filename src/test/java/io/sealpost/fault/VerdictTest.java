package io.sealpost.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.fault.LedgerEntry.Acked;
import io.sealpost.fault.LedgerEntry.Again;
import io.sealpost.fault.LedgerEntry.Dead;
import io.sealpost.fault.LedgerEntry.Doubt;
import io.sealpost.fault.LedgerEntry.Fault;
import io.sealpost.fault.LedgerEntry.Logged;
import io.sealpost.fault.LedgerEntry.Pending;
import io.sealpost.fault.LedgerEntry.Seen;
import io.sealpost.fault.LedgerEntry.Sent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
  private static final LedgerEntry SENT = new Sent("m", "hash");
  private static final LedgerEntry DOUBT = new Doubt("m", "hash");
  private static final LedgerEntry SEEN = seen("d", "1");
  private static final LedgerEntry ACKED = new Acked("m", "d", "1");
  private static final LedgerEntry LOGGED = new Logged("m", "d", 1, "delivered");
  private static final LedgerEntry PENDING = new Pending("m", "sealpost.delivery.probe");
  private static final LedgerEntry KILL = new Fault("kill", 1);

  @Test
  void whatIsSentDeliveredAndLoggedIsGood() {
    Verdict verdict = judge(SENT, SEEN, ACKED, LOGGED);

    assertThat(verdict.complaint()).isEmpty();
    assertThat(verdict.isGood()).isTrue();
    assertThat(verdict.sent()).isEqualTo(1);
    assertThat(verdict.delivered()).isEqualTo(1);
  }

  @Test
  void whatIsConfirmedAndNowhereIsLost() {
    assertThat(judge(SENT).broken()).containsOnlyKeys(Rule.LOST);
    assertThat(judge(SENT).lost()).hasSize(1);
  }

  @Test
  void whatWasSeenAndNeverAnsweredIsLostToo() {
    assertThat(judge(SENT, SEEN).broken()).containsOnlyKeys(Rule.LOST);
  }

  @Test
  void whatIsOnlyInDoubtIsNotLost() {
    assertThat(judge(DOUBT).isGood()).isTrue();
    assertThat(judge(DOUBT, SEEN, ACKED, LOGGED).isGood()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"filtered, true", "expired, true", "purged, true", "delivered, false", "dead, false"})
  void aRecordAccountsForWhatEndedOnPurposeAlone(String outcome, boolean good) {
    assertThat(judge(SENT, new Logged("m", "d", 0, outcome)).lost().isEmpty()).isEqualTo(good);
  }

  @Test
  void whatNobodySentIsAPhantom() {
    assertThat(judge(SEEN, ACKED, LOGGED).broken()).containsOnlyKeys(Rule.PHANTOM);
  }

  @Test
  void anotherBodyThanSentIsAltered() {
    LedgerEntry other = new Seen("m", "d", "1", "other", WireSignature.VALID);

    assertThat(judge(SENT, other, ACKED, LOGGED).broken()).containsOnlyKeys(Rule.ALTERED);
  }

  @Test
  void everyRequestHasToBeSigned() {
    LedgerEntry unsigned = new Seen("m", "d", "1", "hash", "signature ");

    assertThat(judge(SENT, unsigned, ACKED, LOGGED).broken()).containsOnlyKeys(Rule.BADLY_SIGNED);
  }

  @Test
  void allRequestsOfAMessageCarryOneDeliveryId() {
    assertThat(
            judge(SENT, SEEN, seen("e", "2"), ACKED, LOGGED, new Logged("m", "e", 2, "retry"))
                .broken())
        .containsOnlyKeys(Rule.TWO_DELIVERY_IDS);
  }

  @Test
  void everyRequestIsAnAttemptOfTheLog() {
    LedgerEntry retry = new Logged("m", "d", 1, "retry");
    LedgerEntry second = new Logged("m", "d", 2, "delivered");

    assertThat(judge(SENT, SEEN, seen("d", "2"), ACKED, LOGGED).broken())
        .containsOnlyKeys(Rule.UNCOUNTED);
    assertThat(judge(SENT, SEEN, seen("d", "2"), ACKED, retry, second).isGood()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"299, false", "300, true", "301, true"})
  void aRetryDoesNotComeBeforeItsTime(int waitedMillis, boolean good) {
    LedgerEntry retry = new Again("m", "2", waitedMillis, 300);

    assertThat(judge(SENT, SEEN, retry, ACKED, LOGGED).isGood()).isEqualTo(good);
  }

  @Test
  void aMessageIsInOnePlaceAtMost() {
    assertThat(judge(SENT, PENDING, PENDING).broken())
        .containsOnlyKeys(Rule.IN_TWO_PLACES, Rule.LEFT_PENDING);
    assertThat(judge(SENT, dead(1, "http-status"), dead(1, "http-status")).broken())
        .containsOnlyKeys(Rule.IN_TWO_PLACES, Rule.DEAD_UNEXPECTED, Rule.UNLOGGED);
  }

  @ParameterizedTest
  @CsvSource({
    "0, connect-refused, false",
    "0, internal-error, false",
    "1, connect-refused, true",
    "0, invalid-json, true"
  })
  void aDeadMessageWasTriedOrCouldNotBe(int attempts, String reason, boolean good) {
    LedgerEntry logged = new Logged("m", "d", attempts, "dead");

    assertThat(
            Verdict.of(List.of(SENT, dead(attempts, reason), logged), Expected.dead(reason))
                .isGood())
        .isEqualTo(good);
  }

  @Test
  void aDeadMessageNeedsAReasonTheScenarioGives() {
    LedgerEntry logged = new Logged("m", "d", 1, "dead");

    assertThat(judge(SENT, dead(1, "http-status"), logged).broken())
        .containsOnlyKeys(Rule.DEAD_UNEXPECTED);
  }

  @Test
  void nothingIsLeftPending() {
    assertThat(judge(SENT, PENDING).broken()).containsOnlyKeys(Rule.LEFT_PENDING);
  }

  @Test
  void everyEndHasItsRowInTheLog() {
    LedgerEntry retry = new Logged("m", "d", 1, "retry");

    assertThat(judge(SENT, SEEN, ACKED, retry).broken()).containsOnlyKeys(Rule.UNLOGGED);
  }

  /** The log keeps one row an attempt of an id. */
  @Test
  void aRowOfAnothersCountsOnlyWhereIdsAreShared() {
    List<LedgerEntry> entries =
        List.of(SENT, SEEN, ACKED, new Logged("another", "d", 1, "delivered"));

    assertThat(Verdict.of(entries, Expected.ALL_DELIVERED).broken())
        .containsOnlyKeys(Rule.UNCOUNTED, Rule.UNLOGGED);
    assertThat(Verdict.of(entries, Expected.ALL_DELIVERED_BY_SHARED_IDS).isGood()).isTrue();
  }

  @Test
  void retriesAreNoDuplicates() {
    assertThat(judge(SENT, SEEN, seen("d", "2"), ACKED, LOGGED).duplicates()).isZero();
  }

  @Test
  void withoutAFaultNothingComesTwice() {
    Verdict verdict = judge(SENT, SEEN, SEEN, ACKED, LOGGED);

    assertThat(verdict.duplicates()).isEqualTo(1);
    assertThat(verdict.isGood()).isFalse();
    assertThat(verdict.complaint()).contains("DUPLICATES: 1, the faults account for 0");
  }

  @Test
  void aSecondSuccessIsADuplicateUnderWhateverNumber() {
    LedgerEntry second = new Acked("m", "d", "2");

    assertThat(judge(SENT, SEEN, seen("d", "2"), ACKED, second, LOGGED).duplicates()).isEqualTo(1);
  }

  @Test
  void aFaultAccountsForAsManyAsWereInFlight() {
    assertThat(judge(SENT, SEEN, SEEN, ACKED, ACKED, LOGGED, KILL).isGood()).isTrue();
    assertThat(judge(SENT, SEEN, SEEN, SEEN, ACKED, LOGGED, KILL).isGood()).isFalse();
  }

  private static Verdict judge(LedgerEntry... entries) {
    return Verdict.of(List.of(entries), Expected.ALL_DELIVERED);
  }

  private static LedgerEntry seen(String deliveryId, String attempt) {
    return new Seen("m", deliveryId, attempt, "hash", WireSignature.VALID);
  }

  private static LedgerEntry dead(int attempts, String reason) {
    return new Dead("m", "d", attempts, reason);
  }
}
