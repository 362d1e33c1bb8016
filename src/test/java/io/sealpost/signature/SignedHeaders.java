package io.sealpost.signature;

import static io.sealpost.signature.Requests.NOW;
import static io.sealpost.signature.Requests.post;
import static io.sealpost.signature.Requests.received;
import static io.sealpost.signature.Requests.scheme;
import static io.sealpost.signature.Requests.secrets;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.signature.Verification.Code;
import java.time.Instant;
import java.util.List;

/** Headers a sender signed, changed on their way or not, and what a receiver makes of them. */
final class SignedHeaders {
  static final SignatureScheme STANDARD = SignatureScheme.preset("standard-webhooks");
  static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private SignedHeaders() {}

  static List<HttpHeader> signed(SignatureScheme scheme, String... secrets) {
    return scheme.signer(secrets(secrets)).sign(post("{}"));
  }

  static String value(List<HttpHeader> headers, String name) {
    return headers.stream()
        .filter(header -> header.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value();
  }

  static List<HttpHeader> replaced(List<HttpHeader> headers, String name, String value) {
    return headers.stream()
        .map(h -> h.name().equals(name) ? new HttpHeader(name, value) : h)
        .toList();
  }

  static SignatureScheme preset(String name) {
    return SignatureScheme.preset(name);
  }

  static Verification verify(String preset, List<HttpHeader> headers, String... secrets) {
    return verify(preset(preset), headers, NOW, secrets);
  }

  static Verification verify(
      SignatureScheme scheme, List<HttpHeader> headers, Instant now, String... secrets) {
    return scheme.verifier(secrets(secrets), null).verify(received(post("{}"), headers), now);
  }

  static Verification verifySignature(String signature, String secret) {
    List<HttpHeader> headers = replaced(signed(STANDARD, SECRET), "webhook-signature", signature);
    return verify(STANDARD, headers, NOW, secret);
  }

  static Code code(Verification verification) {
    assertThat(verification).isInstanceOf(Verification.Refused.class);
    return ((Verification.Refused) verification).code();
  }
}
