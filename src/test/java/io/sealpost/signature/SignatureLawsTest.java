package io.sealpost.signature;

import static io.sealpost.signature.Requests.NOW;
import static io.sealpost.signature.Requests.post;
import static io.sealpost.signature.Requests.received;
import static io.sealpost.signature.Requests.withBody;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for every preset, secret, body and stranger. */
class SignatureLawsTest {

  @Property(tries = 500)
  void whatIsSignedVerifies(
      @ForAll("presets") String preset,
      @ForAll @Size(max = 200) byte[] body,
      @ForAll @Size(min = 24, max = 64) byte[] key) {
    Signed signed = sign(preset, body, key);

    assertThat(signed.verify(signed.request(), signed.headers()).isAccepted()).isTrue();
  }

  @Property(tries = 500)
  void aFlippedBitInTheBodyRefuses(
      @ForAll("presets") String preset,
      @ForAll @Size(min = 1, max = 50) byte[] body,
      @ForAll @IntRange(max = 399) int bit) {
    Signed signed = sign(preset, body, new byte[32]);
    byte[] other = body.clone();
    other[bit / 8 % body.length] ^= (byte) (1 << bit % 8);

    assertThat(signed.verify(withBody(signed.request(), other), signed.headers()).isAccepted())
        .isFalse();
  }

  /** Whatever bit of the signature, decoded: hex may be written in either case. */
  @Property(tries = 500)
  void aFlippedBitInTheSignatureRefuses(
      @ForAll("presets") String preset, @ForAll @IntRange(max = 511) int bit) {
    Signed signed = sign(preset, new byte[] {1, 2, 3}, new byte[32]);
    List<HttpHeader> headers = new ArrayList<>(signed.headers());
    HttpHeader last = headers.remove(headers.size() - 1);
    headers.add(new HttpHeader(last.name(), flipped(last.value(), bit)));

    assertThat(signed.verify(signed.request(), headers).isAccepted()).isFalse();
  }

  @Property(tries = 500)
  void anotherCharacterInTimestampOrIdRefuses(
      @ForAll("presets") String preset,
      @ForAll @IntRange(max = 1000) int at,
      @ForAll char character) {
    Signed signed = sign(preset, new byte[] {1, 2, 3}, new byte[32]);
    for (int i = 0; i < signed.headers().size() - 1; i++) {
      HttpHeader header = signed.headers().get(i);
      StringBuilder value = new StringBuilder(header.value());
      value.setCharAt(at % value.length(), character);
      List<HttpHeader> headers = new ArrayList<>(signed.headers());
      headers.set(i, new HttpHeader(header.name(), value.toString()));

      assertThat(signed.verify(signed.request(), headers).isAccepted())
          .isEqualTo(value.toString().equals(header.value()));
    }
  }

  @Property(tries = 1000)
  void noHeaderValueMakesVerifyingThrow(
      @ForAll("presets") String preset,
      @ForAll("hostile") String first,
      @ForAll("hostile") String second,
      @ForAll("hostile") String third,
      @ForAll("hostile") String contentType) {
    Signed signed = sign(preset, new byte[] {'a', '=', '%'}, new byte[32]);
    List<String> values = List.of(first, second, third);
    List<HttpHeader> headers = new ArrayList<>();
    headers.add(new HttpHeader("Content-Type", contentType));
    for (int i = 0; i < signed.headers().size(); i++) {
      headers.add(new HttpHeader(signed.headers().get(i).name(), values.get(i)));
    }

    assertThat(signed.verify(signed.request(), headers)).isInstanceOf(Verification.Refused.class);
  }

  @Provide
  Arbitrary<String> presets() {
    return Arbitraries.of(SignatureScheme.presetNames());
  }

  @Provide
  Arbitrary<String> hostile() {
    Arbitrary<String> piece =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(20),
            Arbitraries.of(
                "v1,",
                "v1a,",
                "v1=",
                "t=",
                "sha256=",
                "v0=",
                " ",
                ",",
                "=",
                ".",
                "1700000000",
                "AAAA",
                "0".repeat(64),
                "A".repeat(43) + "=",
                "A".repeat(86) + "==",
                "ff",
                "\r\n",
                "\u0000",
                "\ud800",
                "application/x-www-form-urlencoded"));
    return piece.list().ofMaxSize(14).map(pieces -> String.join("", pieces));
  }

  record Signed(Verifier verifier, SignatureInput request, List<HttpHeader> headers) {
    Verification verify(SignatureInput received, List<HttpHeader> with) {
      return verifier.verify(received(received, with), NOW);
    }
  }

  private static Signed sign(String preset, byte[] body, byte[] key) {
    boolean standard = preset.equals("svix") || preset.equals("standard-webhooks");
    String text =
        standard
            ? "whsec_" + Base64.getEncoder().encodeToString(key)
            : HexFormat.of().formatHex(key);
    SignatureScheme scheme = SignatureScheme.preset(preset);
    Signer signer = scheme.signer(List.of(Secret.of(text)));
    SignatureInput request = post(body);
    SignatureInput sent = Requests.at(signer.urlToSend(request), request);
    return new Signed(scheme.verifier(List.of(Secret.of(text)), null), sent, signer.sign(sent));
  }

  /** The last run of characters that is a signature, decoded, changed and written again. */
  private static String flipped(String value, int bit) {
    int start = Math.max(value.lastIndexOf("v1="), value.lastIndexOf("v1,"));
    start =
        start >= 0 ? start + 3 : value.startsWith("v0=") ? 3 : value.startsWith("sha256=") ? 7 : 0;
    Encoding encoding =
        value.substring(start).matches("[0-9a-f]+") ? Encoding.HEX : Encoding.BASE64;
    byte[] signature = encoding.decode(value.substring(start)).orElseThrow();
    signature[bit / 8 % signature.length] ^= (byte) (1 << bit % 8);
    return value.substring(0, start) + encoding.encode(signature);
  }
}
