package io.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.Vectors;
import io.sealpost.activation.RetryPolicy;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeClassifierTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  private static final RetryPolicy POLICY =
      new RetryPolicy(3, Duration.ofSeconds(10), 3, Duration.ofHours(1), 0);

  private final OutcomeClassifier classifier =
      new OutcomeClassifier(Clock.fixed(NOW, ZoneOffset.UTC), new Random(1));

  @ParameterizedTest
  @MethodSource("successes")
  void every2xxIsDelivered(int status) {
    assertThat(classifier.classify(answer(status, null), 1, POLICY))
        .isEqualTo(new Outcome.Delivered(status));
  }

  static IntStream successes() {
    return IntStream.rangeClosed(200, 299);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void aPassingTroubleIsRetriedUntilTheRetriesAreUsedUp(int status) {
    for (int attempt = 1; attempt <= 3; attempt++) {
      assertThat(classifier.classify(answer(status, null), attempt, POLICY))
          .isEqualTo(
              new Outcome.Retry(
                  Duration.ofSeconds(10L * (long) Math.pow(3, attempt - 1)),
                  "http-status",
                  "The endpoint answered " + status,
                  status));
    }
    assertThat(classifier.classify(answer(status, null), 4, POLICY))
        .isInstanceOfSatisfying(
            Outcome.Dead.class,
            dead -> {
              assertThat(dead.code()).isEqualTo("retries-exhausted");
              assertThat(dead.status()).isEqualTo(status);
              assertThat(dead.text()).contains("4 attempts").contains("answered " + status);
            });
  }

  @ParameterizedTest
  @MethodSource("others")
  void everyOtherStatusIsDeadAtOnce(int status) {
    assertThat(classifier.classify(answer(status, "5"), 1, POLICY))
        .isInstanceOfSatisfying(
            Outcome.Dead.class,
            dead -> {
              assertThat(dead.code()).isEqualTo("http-status");
              assertThat(dead.status()).isEqualTo(status);
              assertThat(dead.text()).contains("" + status);
            });
  }

  static IntStream others() {
    return IntStream.rangeClosed(300, 999)
        .filter(status -> IntStream.of(429, 500, 502, 503, 504).noneMatch(s -> s == status));
  }

  @Test
  void aRedirectsReasonSaysWhatToDo() {
    assertThat(classifier.classify(answer(307, null), 1, POLICY))
        .extracting("text")
        .asString()
        .contains("redirects are not followed");
  }

  @Test
  void noRetriesMeansOneAttempt() {
    var none = new RetryPolicy(0, Duration.ofSeconds(10), 3, Duration.ofHours(1), 0);
    assertThat(classifier.classify(answer(503, null), 1, none))
        .extracting("code")
        .isEqualTo("retries-exhausted");
  }

  @ParameterizedTest
  @EnumSource(CallFailure.class)
  void aCallWithoutAnswerIsRetriedUnlessConfigurationHasToChange(CallFailure failure) {
    var failed = new CallFailedException(failure, "why", new IOException("cause"));
    Outcome first = classifier.classify(failed, 1, POLICY);
    if (failure == CallFailure.ADDRESS_REFUSED) {
      assertThat(first).isEqualTo(new Outcome.Dead("address-refused", failed.getMessage(), null));
    } else {
      assertThat(first)
          .isEqualTo(
              new Outcome.Retry(Duration.ofSeconds(10), failure.code(), failed.getMessage(), null));
      assertThat(classifier.classify(failed, 4, POLICY))
          .isInstanceOfSatisfying(
              Outcome.Dead.class,
              dead -> {
                assertThat(dead.code()).isEqualTo("retries-exhausted");
                assertThat(dead.status()).isNull();
                assertThat(dead.text()).contains(failure.code()).contains(failed.getMessage());
              });
    }
  }

  @ParameterizedTest
  @CsvSource({
    "503,60,60", "429,60,60", "503,1,10", "503,7200,3600", "503,1000000000,3600",
    "503,99999999999999999999,3600", "503,-1,10", "503,soon,10", "500,60,10", "504,60,10"
  })
  void aRetryAfterLengthensTheScheduleOf429And503UpToTheCap(
      int status, String header, int seconds) {
    assertThat(classifier.classify(answer(status, header), 1, POLICY))
        .extracting("delay")
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void aRetryAfterDateCountsFromNow() {
    assertThat(classifier.classify(answer(503, "Wed, 04 Mar 2026 05:07:07 GMT"), 1, POLICY))
        .extracting("delay")
        .isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void aFailuresTextHoldsNoControlCharactersAndIsBounded() {
    var failed =
        new CallFailedException(
            CallFailure.TLS_FAILED, "a\r\nb\u001b[31m" + "x".repeat(10_000), null);
    assertThat(failed.getMessage()).contains("a??b?[31m").hasSizeLessThan(500);
  }

  /** Rows of the source "receiver-response": accept or drop is what becomes of the header. */
  @Test
  void headersOfAnswersCountAsTheCasesSay() throws IOException {
    int rows = 0;
    for (CSVRecord row : headerCases()) {
      if (row.get("source").equals("receiver-response")) {
        rows++;
        boolean retryAfter = row.get("header").equals("Retry-After");
        boolean counts = retryAfter && RetryAfter.parse(row.get("value"), NOW) != null;
        assertThat(counts).as(row.toString()).isEqualTo(row.get("verdict").equals("accept"));
      }
    }
    assertThat(rows).isEqualTo(5);
  }

  private static Iterable<CSVRecord> headerCases() {
    return Vectors.csv("header-cases.csv");
  }

  private static Answer answer(int status, @Nullable String retryAfter) {
    return new Answer(status, retryAfter, new byte[0], false, null, 0, 0, 0);
  }
}
