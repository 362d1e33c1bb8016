package io.sealpost.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.Vectors;
import java.net.InetAddress;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of {@code url-cases.csv}. */
class UrlCasesTest {
  /** Rows of this prefix are about the host: they stand for a prefix of the URL's own origin. */
  private static final String OPEN = "https://";

  @ParameterizedTest
  @MethodSource("prefixRows")
  void checkFollowsTheTable(String url, String prefix, boolean allowed, String reason)
      throws UrlRefusedException {
    UrlPrefix parsed = UrlPrefix.parse(prefix, true);
    if (allowed) {
      assertThatCode(() -> parsed.check(url)).as(reason).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> parsed.check(url))
          .as(reason)
          .isInstanceOf(UrlRefusedException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("hostRows")
  void hostIsRefusedAsAPrefix(String url, boolean allowed, String reason) {
    assertThat(refusal(origin(url), AddressGuard.allowing(List.of())) == null)
        .as(reason)
        .isEqualTo(allowed);
  }

  /** The second guard: what an operator could have listed is judged when it is connected to. */
  @ParameterizedTest
  @MethodSource("hostRows")
  void addressIsRefusedWhereTheHostIsOne(String url, boolean allowed, String reason) {
    InetAddress address = IpLiteral.parse(host(url).replaceAll("[\\[\\]]", ""));
    AddressGuard guard = AddressGuard.allowing(List.of());
    boolean publicLiteral = url.contains("93.184.215.14");
    if (address != null) {
      assertThat(guard.allows(address)).as(reason).isEqualTo(publicLiteral);
    } else {
      // Not an address in canonical form: the host rule alone refuses it, for good or as a name.
      String listed = refusal(origin(url), AddressGuard.allowing(List.of("0.0.0.0/0", "::/0")));
      assertThat(listed == null).as(reason).isEqualTo(allowed || isPrivateName(url));
    }
  }

  @Test
  void tableIsReadWhole() {
    assertThat(prefixRows().count()).isEqualTo(91);
    assertThat(hostRows().count()).isEqualTo(34);
  }

  static Stream<Arguments> prefixRows() {
    return rows()
        .filter(row -> !row.get("prefix").equals(OPEN))
        .map(
            row ->
                Arguments.of(
                    unescape(row.get("url")),
                    row.get("prefix"),
                    Boolean.parseBoolean(row.get("allowed")),
                    row.get("reason")));
  }

  static Stream<Arguments> hostRows() {
    return rows()
        .filter(row -> row.get("prefix").equals(OPEN))
        .map(
            row ->
                Arguments.of(
                    unescape(row.get("url")),
                    Boolean.parseBoolean(row.get("allowed")),
                    row.get("reason")));
  }

  private static boolean isPrivateName(String url) {
    return host(url).matches("[a-z]+|[a-z.]+\\.(internal|svc)");
  }

  private static String origin(String url) {
    return url.substring(0, url.indexOf('/', OPEN.length()) + 1);
  }

  private static String host(String url) {
    return url.substring(OPEN.length(), url.indexOf('/', OPEN.length()));
  }

  private static @Nullable String refusal(String prefix, AddressGuard guard) {
    try {
      UrlPrefix.parse(prefix, false, guard);
      return null;
    } catch (UrlRefusedException e) {
      return e.getMessage();
    }
  }

  private static Stream<CSVRecord> rows() {
    return Vectors.csv("url-cases.csv").stream();
  }

  private static String unescape(String text) {
    return Pattern.compile("\\\\u([0-9a-f]{4})")
        .matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(match.group(1), 16))));
  }
}
