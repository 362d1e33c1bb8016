package io.sealpost.signature;

import static io.sealpost.signature.Requests.NOW;
import static io.sealpost.signature.Requests.scheme;
import static io.sealpost.signature.SignedHeaders.SECRET;
import static io.sealpost.signature.SignedHeaders.STANDARD;
import static io.sealpost.signature.SignedHeaders.code;
import static io.sealpost.signature.SignedHeaders.preset;
import static io.sealpost.signature.SignedHeaders.signed;
import static io.sealpost.signature.SignedHeaders.value;
import static io.sealpost.signature.SignedHeaders.verify;
import static io.sealpost.signature.SignedHeaders.verifySignature;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.signature.Verification.Code;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureVersionsTest {
  private static final String KEY_PAIR =
      "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==";

  @Test
  void unknownVersionsAreIgnoredAndTheSenderChoosesNoAlgorithm() {
    String valid = value(signed(STANDARD, SECRET), "webhook-signature");
    String asAsymmetric = valid.replace("v1,", "v1a,");

    assertThat(verifySignature("v2,AAAA " + valid + " v9,?? x", SECRET).isAccepted()).isTrue();
    assertThat(code(verifySignature("v2," + valid.substring(3), SECRET)))
        .isEqualTo(Code.SIGNATURE_MALFORMED);
    assertThat(code(verifySignature(asAsymmetric, SECRET))).isEqualTo(Code.SIGNATURE_MALFORMED);
    assertThat(code(verifySignature(valid, KEY_PAIR))).isEqualTo(Code.SIGNATURE_MISMATCH);
  }

  @Test
  void aSignatureCountsUnderItsOwnVersionOnly() {
    SignatureScheme scheme =
        scheme(
            "{'header': 'Sig', 'signed': ['body'], 'signatureSeparator': ',',"
                + " 'algorithm': 'HmacSHA256', 'prefix': 'a:', 'keyPrefix': 'a_', 'alternatives':"
                + " [{'algorithm': 'HmacSHA256', 'prefix': 'b:', 'keyPrefix': 'b_'}]}");
    String value = value(signed(scheme, "a_k"), "Sig");
    List<HttpHeader> renamed = List.of(new HttpHeader("Sig", value.replace("a:", "b:")));

    assertThat(verify(scheme, signed(scheme, "a_k"), NOW, "a_k", "b_k").isAccepted()).isTrue();
    assertThat(code(verify(scheme, renamed, NOW, "a_k"))).isEqualTo(Code.SIGNATURE_MISMATCH);
  }

  @Test
  void stripeIgnoresVersionZero() {
    SignatureScheme stripe = preset("stripe");
    String header = value(signed(stripe, "whsec_a"), "Stripe-Signature");
    String asVersionZero = header.replace("v1=", "v0=");

    assertThat(verify("stripe", stripe(header + ",v0=" + "0".repeat(64)), "whsec_a").isAccepted())
        .isTrue();
    assertThat(code(verify("stripe", stripe(asVersionZero), "whsec_a")))
        .isEqualTo(Code.SIGNATURE_MALFORMED);
    assertThat(code(verify("stripe", stripe(header + ",t=1700000001"), "whsec_a")))
        .isEqualTo(Code.TIMESTAMP_DUPLICATED);
    assertThat(code(verify("stripe", stripe(header.substring(header.indexOf("v1="))), "whsec_a")))
        .isEqualTo(Code.TIMESTAMP_MISSING);
  }

  @Test
  void tenSignaturesAreReadAndElevenRefused() {
    String wrong = "v1," + "A".repeat(43) + "=";
    String valid = value(signed(STANDARD, SECRET), "webhook-signature");
    String tenth = String.join(" ", Collections.nCopies(9, wrong)) + " " + valid;

    assertThat(verifySignature(tenth, SECRET).isAccepted()).isTrue();
    assertThat(code(verifySignature(wrong + " " + tenth, SECRET)))
        .isEqualTo(Code.SIGNATURE_MALFORMED);
  }

  @Test
  void stripesTimestampIsNoSignatureWhenTheyAreCounted() {
    String valid = value(signed(preset("stripe"), "whsec_a"), "Stripe-Signature");
    String nineMore = (",v1=" + "0".repeat(64)).repeat(9);

    assertThat(verify("stripe", stripe(valid + nineMore), "whsec_a").isAccepted()).isTrue();
    assertThat(code(verify("stripe", stripe(valid + nineMore + ",v1=00"), "whsec_a")))
        .isEqualTo(Code.SIGNATURE_MALFORMED);
  }

  @Test
  void svixIsReadUnderEitherNameButNotUnderAMixture() {
    SignatureScheme svix = preset("svix");
    List<HttpHeader> own = signed(svix, SECRET);
    List<HttpHeader> standard = signed(STANDARD, SECRET);
    List<HttpHeader> mixed = List.of(own.get(0), own.get(1), standard.get(2));

    assertThat(verify(svix, own, NOW, SECRET).isAccepted()).isTrue();
    assertThat(verify(svix, standard, NOW, SECRET).isAccepted()).isTrue();
    assertThat(code(verify(svix, mixed, NOW, SECRET))).isEqualTo(Code.TIMESTAMP_MISSING);
  }

  private static List<HttpHeader> stripe(String value) {
    return List.of(new HttpHeader("Stripe-Signature", value));
  }
}
