package io.sealpost.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlPrefixTest {
  private static final AddressGuard LISTING =
      AddressGuard.allowing(List.of("127.0.0.0/8", "10.0.0.0/8", "::1/128"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.acme.example/v1/",
        "https://api.acme.example/v1",
        "https://api.acme.example",
        "https://api.acme.example:1/",
        "https://api.acme.example:65535/",
        "https://a-b.xn--mnchen-3ya.example/a;b=c/@x:y/~z/",
        "https://receiver.example.org/",
        "https://10.example/"
      })
  void prefixIsAccepted(String text) {
    assertThatCode(() -> UrlPrefix.parse(text, false)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "http://api.acme.example/ | allowPlainHttp: true",
        "HTTPS://api.acme.example/ | https://",
        "ftp://api.acme.example/ | https://",
        "\"\" | https://",
        "https:// | no host",
        "https:///v1/ | no host",
        "https://:443/ | no host",
        "https://user:pw@api.acme.example/ | authType",
        "https://api.acme.example@/ | authType",
        "https://API.acme.example/ | lower case",
        "https://münchen.example/ | xn--",
        "https://api.acme.example./ | ends in a dot",
        "https://.api.acme.example/ | no DNS name",
        "https://api..acme.example/ | no DNS name",
        "https://-api.acme.example/ | no DNS name",
        "https://api_1.acme.example/ | a character no DNS name has",
        "https://api.acme.example%2f/ | a character no DNS name has",
        "https://api.acme.example:/ | 1 to 65535",
        "https://api.acme.example:0/ | 1 to 65535",
        "https://api.acme.example:0443/ | 1 to 65535",
        "https://api.acme.example:65536/ | 1 to 65535",
        "https://api.acme.example:99999999999999999999/ | 1 to 65535",
        "https://api.acme.example:443:80/ | 1 to 65535",
        "https://api.acme.example:+443/ | 1 to 65535",
        "https://api.acme.example/?a=b | a query",
        "https://api.acme.example?a=b | a query",
        "https://api.acme.example/#a | a fragment",
        "https://api.acme.example#a | a fragment",
        "https://api.acme.example/%76/ | no percent-encoding",
        "https://api.acme.example/../v1/ | segment",
        "https://api.acme.example/v1/.. | segment",
        "https://api.acme.example/v 1/ | percent-encoded",
        "https://api.acme.example\\v1/ | percent-encoded",
        "https://api.acme.example/{{env:X}}/ | percent-encoded",
        "https://localhost/ | allowAddresses",
        "https://a.localhost/ | allowAddresses",
        "https://intranet/ | allowAddresses",
        "https://metadata.goog/ | allowAddresses",
        "https://x.metadata.goog/ | allowAddresses",
        "https://printer.home.arpa/ | allowAddresses",
        "https://printer.local/ | allowAddresses",
        "https://10.0.0.1/ | 10.0.0.1/32",
        "https://[::1]/ | ::1/128",
        "https://[::1 | brackets",
        "https://[::1]x/ | brackets",
        "https://[]/ | brackets",
        "https://1.2.3/ | ends in a number",
        "https://host.0x1/ | ends in a number",
        "https://010.0.0.1/ | ends in a number",
      })
  void prefixIsRefusedWithTheFix(String text, String fix) {
    assertThatThrownBy(() -> UrlPrefix.parse(text, false))
        .isInstanceOf(UrlRefusedException.class)
        .hasMessageStartingWith("the urlPrefix is refused: ")
        .hasMessageContaining(fix);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://localhost:8443/",
        "https://service.internal/",
        "https://broker/",
        "https://127.0.0.1:8443/",
        "https://10.0.0.1/",
        "https://[::1]:8443/"
      })
  void hostsInsideANetworkNeedListedAddresses(String text) {
    assertThatCode(() -> UrlPrefix.parse(text, false, LISTING)).doesNotThrowAnyException();
    assertThatThrownBy(() -> UrlPrefix.parse(text, false))
        .isInstanceOf(UrlRefusedException.class)
        .hasMessageContaining("allowAddresses");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.0.0.1/",
        "https://017700000001/",
        "https://127.0.0.01/",
        "https://127.1/",
        "https://127.0.0.1./",
        "https://localhost./",
        "https://[::1%25lo]/",
        "https://[0:0:0:0:0:0:0:1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::FFFF]/"
      })
  void oddSpellingsOfAHostAreRefusedEvenWhereItIsListed(String text) {
    AddressGuard everything = AddressGuard.allowing(List.of("0.0.0.0/0", "::/0"));
    assertThatThrownBy(() -> UrlPrefix.parse(text, false, everything))
        .isInstanceOf(UrlRefusedException.class);
  }

  @Test
  void publicIpAddressNeedsToBeListedToo() {
    assertThatThrownBy(() -> UrlPrefix.parse("https://93.184.215.14/", false, LISTING))
        .hasMessageContaining("93.184.215.14/32");
  }

  @Test
  void plainHttpNeedsToBeAllowed() throws UrlRefusedException {
    UrlPrefix prefix = UrlPrefix.parse("http://api.acme.example/", true);
    prefix.check("http://api.acme.example/x");
    assertThat(prefix.covers("https://api.acme.example/x")).isFalse();
  }

  @Test
  void prefixWithoutPathIsTheWholeHost() throws UrlRefusedException {
    UrlPrefix prefix = UrlPrefix.parse("https://api.acme.example", false);
    assertThat(prefix).hasToString("https://api.acme.example/");
    assertThat(prefix).isEqualTo(UrlPrefix.parse("https://api.acme.example/", false));
    prefix.check("https://api.acme.example/");
    assertThatThrownBy(() -> prefix.check("https://api.acme.example"))
        .isInstanceOf(UrlRefusedException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "https://h.example/v1, true",
    "https://h.example/v1/, true",
    "https://h.example/v1/x, true",
    "https://h.example/v1?x=1, true",
    "https://h.example/v1x, false",
    "https://h.example/v1;x, false",
    "https://h.example/v1%2Fx, false",
    "https://h.example/v, false",
    "https://h.example/v1/?a=b?c/../d, true",
  })
  void prefixWithoutFinalSlashEndsAtASegment(String url, boolean allowed)
      throws UrlRefusedException {
    UrlPrefix prefix = UrlPrefix.parse("https://h.example/v1", false);
    assertThat(accepts(prefix, url)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "https://h.example/v1, https://h.example/v1, false",
    "https://h.example/v1, https://h.example/v1/, true",
    "https://h.example/v1, https://h.example/v1?, true",
    "https://h.example/v1, https://h.example/v1?user=, true",
    "https://h.example/v1, https://h.example/v1x/, false",
    "https://h.example/v1/, https://h.example/v1/, true",
    "https://h.example/v1/, https://h.example/v1/users/, true",
    "https://h.example/v1/, https://h.example/v1, false",
    "https://h.example/v1/, https://h.example, false",
    "https://h.example/v1/, https://, false",
    "https://h.example/v1/, '', false",
    "https://h.example/v1/, https://h.example/v1/../, false",
    "https://h.example/v1/, https://h.example/v1/..?, false",
    "https://h.example/v1/, https://h.example/v1/%2e%2e%2f, false",
    "https://h.example/v1/, https://h.example/v1/a b, false",
    "https://h.example/v1/, https://h.example/v1/a#, false",
    "https://h.example/v1/, https://h.example/v1/%, false",
    "https://h.example/v1/, https://h.example/v1/., true",
    "https://h.example, https://h.example, false",
    "https://h.example, https://h.example/, true",
  })
  void literalTextCoversWhenWhatFollowsStaysBelow(String prefix, String literal, boolean covers)
      throws UrlRefusedException {
    assertThat(UrlPrefix.parse(prefix, false).covers(literal)).isEqualTo(covers);
  }

  @Test
  void whatAnExpressionCompletesToADotSegmentIsRefusedAtSend() throws UrlRefusedException {
    UrlPrefix prefix = UrlPrefix.parse("https://h.example/v1/", false);
    assertThat(prefix.covers("https://h.example/v1/.")).isTrue();
    assertThat(accepts(prefix, "https://h.example/v1/.x")).isTrue();
    assertThat(accepts(prefix, "https://h.example/v1/./x")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "https://evil.example/v1/k3y, urlPrefix https://h.example/v1/",
    "https://h.example/v1/k3y#, fragment",
    "https://h.example/v1/k3y/../x, segment",
    "https://h.example/v1/k3y%0a, control",
    "https://h.example/v1/k3y%ff, UTF-8",
    "https://h.example/v1/k3y%zz, %25",
    "https://h.example/v1/k3y[0], percent-encoded",
  })
  void refusalTellsTheRuleAndNotTheUrl(String url, String rule) throws UrlRefusedException {
    UrlPrefix prefix = UrlPrefix.parse("https://h.example/v1/", false);
    assertThatThrownBy(() -> prefix.check(url))
        .hasMessageStartingWith("the URL is refused: ")
        .hasMessageContaining(rule)
        .hasMessageNotContaining("k3y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%252e%252e", "..%5C", "%2525252e.", ".%3bx", "a%2f%2e.%2Fb", "..%3B"})
  void climbingIsRefusedHoweverItIsEncoded(String segment) throws UrlRefusedException {
    UrlPrefix prefix = UrlPrefix.parse("https://h.example/v1/", false);
    assertThat(accepts(prefix, "https://h.example/v1/" + segment + "/x")).isFalse();
    assertThat(accepts(prefix, "https://h.example/v1/?q=" + segment)).isTrue();
  }

  private static boolean accepts(UrlPrefix prefix, String url) {
    try {
      prefix.check(url);
      return true;
    } catch (UrlRefusedException e) {
      return false;
    }
  }
}
