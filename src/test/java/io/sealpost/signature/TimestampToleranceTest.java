package io.sealpost.signature;

import static io.sealpost.signature.Requests.NOW;
import static io.sealpost.signature.Requests.post;
import static io.sealpost.signature.Requests.received;
import static io.sealpost.signature.Requests.scheme;
import static io.sealpost.signature.Requests.secrets;
import static io.sealpost.signature.SignedHeaders.SECRET;
import static io.sealpost.signature.SignedHeaders.STANDARD;
import static io.sealpost.signature.SignedHeaders.code;
import static io.sealpost.signature.SignedHeaders.replaced;
import static io.sealpost.signature.SignedHeaders.signed;
import static io.sealpost.signature.SignedHeaders.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.signature.Verification.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampToleranceTest {
  @ParameterizedTest
  @CsvSource({"300, true", "301, false", "-300, true", "-301, false", "0, true"})
  void exactlyAtTheToleranceIsAcceptedAndOneSecondPastItIsNot(long secondsLater, boolean accepted) {
    Verification verification =
        verify(STANDARD, signed(STANDARD, SECRET), NOW.plusSeconds(secondsLater), SECRET);

    assertThat(verification.isAccepted()).isEqualTo(accepted);
    if (!accepted) {
      assertThat(code(verification))
          .isEqualTo(secondsLater > 0 ? Code.TIMESTAMP_TOO_OLD : Code.TIMESTAMP_TOO_NEW);
    }
  }

  @Test
  void aFractionOfASecondOnTheReceiversClockDoesNotCount() {
    List<HttpHeader> headers = signed(STANDARD, SECRET);

    assertThat(verify(STANDARD, headers, NOW.plusSeconds(300).plusMillis(999), SECRET).isAccepted())
        .isTrue();
    assertThat(
            verify(STANDARD, headers, NOW.minusSeconds(300).plusMillis(999), SECRET).isAccepted())
        .isTrue();
  }

  @Test
  void millisecondsAreBoundedToTheMillisecond() {
    SignatureScheme scheme =
        scheme("{'preset': 'slack', 'timestampUnit': 'ms', 'tolerance': '2s'}");
    List<HttpHeader> headers = signed(scheme, "k");

    assertThat(headers).contains(new HttpHeader("X-Slack-Request-Timestamp", "1700000000000"));
    assertThat(verify(scheme, headers, NOW.plusMillis(2000), "k").isAccepted()).isTrue();
    assertThat(code(verify(scheme, headers, NOW.plusMillis(2001), "k")))
        .isEqualTo(Code.TIMESTAMP_TOO_OLD);
    assertThat(code(verify(scheme, headers, NOW.minusMillis(2001), "k")))
        .isEqualTo(Code.TIMESTAMP_TOO_NEW);
  }

  @Test
  void theReceiversOwnToleranceReplacesTheSchemes() {
    Verifier strict = STANDARD.verifier(secrets(SECRET), Duration.ofSeconds(10));
    SignatureInput request = received(post("{}"), signed(STANDARD, SECRET));

    assertThat(strict.verify(request, NOW.plusSeconds(10)).isAccepted()).isTrue();
    assertThat(strict.verify(request, NOW.plusSeconds(11)).isAccepted()).isFalse();
    assertThatThrownBy(() -> STANDARD.verifier(secrets(SECRET), Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 1700000000",
        "1700000000 ",
        "+1700000000",
        "-1",
        "1700000000.0",
        "1.7e9",
        "0x6553f100",
        "١٧٠٠٠٠٠٠٠٠",
        "１７００００００００",
        "9223372036854775807",
        "9223372036854775808",
        "99999999999999999999999999",
        "1700000000\n"
      })
  void aTimestampIsDigitsOnly(String timestamp) {
    List<HttpHeader> headers = replaced(signed(STANDARD, SECRET), "webhook-timestamp", timestamp);

    assertThat(code(verify(STANDARD, headers, NOW, SECRET))).isEqualTo(Code.TIMESTAMP_MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "999999999999999"})
  void aTimestampOfAnyLengthThatIsTakenIsBoundedWithoutOverflow(String timestamp) {
    List<HttpHeader> headers = replaced(signed(STANDARD, SECRET), "webhook-timestamp", timestamp);

    assertThat(code(verify(STANDARD, headers, NOW, SECRET)))
        .isIn(Code.TIMESTAMP_TOO_OLD, Code.TIMESTAMP_TOO_NEW);
    assertThat(code(verify(STANDARD, headers, Instant.MAX, SECRET)))
        .isEqualTo(Code.TIMESTAMP_TOO_OLD);
    assertThat(code(verify(STANDARD, headers, Instant.MIN, SECRET)))
        .isEqualTo(Code.TIMESTAMP_TOO_NEW);
  }
}
