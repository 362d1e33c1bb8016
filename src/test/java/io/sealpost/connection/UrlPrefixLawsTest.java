package io.sealpost.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class UrlPrefixLawsTest {
  private static final String ORIGIN = "https://api.example.com";

  @Property
  void everyPercentEncodedValuePassesInThePath(@ForAll("values") String value)
      throws UrlRefusedException {
    prefix("/v1/").check(ORIGIN + "/v1/users/" + encode(value) + "/events");
  }

  @Property
  void everyPercentEncodedValuePassesInTheQuery(@ForAll String value) throws UrlRefusedException {
    prefix("/v1/").check(ORIGIN + "/v1/users?name=" + encode(value));
  }

  @Property
  void whatIsAppendedToAHostNeverLeavesIt(@ForAll("urlText") String tail)
      throws UrlRefusedException {
    holdsTheHost(prefix("/"), ORIGIN + tail);
  }

  @Property
  void whatIsAppendedToAPrefixNeverLeavesIt(@ForAll("urlText") String tail)
      throws UrlRefusedException {
    holdsTheHost(prefix("/v1"), ORIGIN + "/v1" + tail);
    holdsTheHost(prefix("/v1/"), ORIGIN + "/v1/" + tail);
  }

  @Property
  void whatBeginsWithACoveringTextStaysBelow(
      @ForAll("urlText") String literal, @ForAll("urlText") String rest)
      throws UrlRefusedException {
    UrlPrefix prefix = prefix("/v1");
    if (!prefix.covers(ORIGIN + "/v1" + literal)) {
      return;
    }
    char next = literal.charAt(0);
    assertThat(next == '/' || next == '?').isTrue();
    holdsTheHost(prefix, ORIGIN + "/v1" + literal + rest);
  }

  /** Values as people have them; control characters and climbing are refused on purpose. */
  @Provide
  Arbitrary<String> values() {
    return Arbitraries.oneOf(
            Arbitraries.strings().all().ofMaxLength(12),
            Arbitraries.strings().withChars("/\\.;%25efEF2é +&?#").ofMaxLength(8))
        .filter(value -> value.chars().noneMatch(Character::isISOControl))
        .filter(value -> isEncodable(value) && !mayClimb(value));
  }

  @Provide
  Arbitrary<String> urlText() {
    return Arbitraries.oneOf(
        Arbitraries.strings().all(),
        Arbitraries.strings().withChars("/\\.;:@?#%25eEfF[]ax10-_\t \u2024").ofMaxLength(12),
        Arbitraries.of("/", "..", ".", "%2e", "%2f", "%25", "\\", "@evil.com", ":443", "?", "a")
            .list()
            .ofMaxSize(6)
            .map(parts -> String.join("", parts)));
  }

  private static void holdsTheHost(UrlPrefix prefix, String url) {
    try {
      prefix.check(url);
    } catch (UrlRefusedException e) {
      return;
    }
    URI uri = URI.create(url);
    assertThat(uri.getHost()).isEqualTo("api.example.com");
    assertThat(uri.getPort()).isEqualTo(-1);
    assertThat(uri.getRawUserInfo()).isNull();
    assertThat(uri.getRawFragment()).isNull();
    assertThat(uri.normalize().toString().replaceAll("/+", "/"))
        .startsWith(prefix.toString().replaceAll("/+", "/"));
    assertThat(uri).hasToString(url);
    String path = uri.getRawPath();
    for (int round = 0; round < 5; round++) {
      assertThat(path.split("[/\\\\]")).doesNotContain(".", "..");
      path = decode(path);
    }
  }

  private static UrlPrefix prefix(String path) throws UrlRefusedException {
    return UrlPrefix.parse(ORIGIN + path, false);
  }

  /** As templates do: the unreserved characters stay, everything else is encoded as UTF-8. */
  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  /** Leaves malformed escapes alone, as lenient receivers do. */
  private static String decode(String path) {
    StringBuilder decoded = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      boolean escape = path.charAt(i) == '%' && path.substring(i).matches("(?s)%[0-9a-fA-F]{2}.*");
      decoded.append(
          escape ? (char) Integer.parseInt(path.substring(i + 1, i + 3), 16) : path.charAt(i));
      i += escape ? 2 : 0;
    }
    return decoded.toString();
  }

  private static boolean isEncodable(String value) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(value);
  }

  private static boolean mayClimb(String value) {
    String decoded = value;
    for (int round = 0; round < 9; round++) {
      decoded = decode(decoded);
    }
    return Arrays.stream(decoded.split("[/\\\\]", -1))
        .anyMatch(segment -> segment.matches("(?s)\\.\\.?(;.*)?"));
  }
}
