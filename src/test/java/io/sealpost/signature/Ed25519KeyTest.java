package io.sealpost.signature;

import static io.sealpost.signature.Requests.NOW;
import static io.sealpost.signature.Requests.post;
import static io.sealpost.signature.Requests.received;
import static io.sealpost.signature.Requests.scheme;
import static io.sealpost.signature.Requests.secrets;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.signature.Verification.Code;
import java.math.BigInteger;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class Ed25519KeyTest {
  /** RFC 8032, 7.1, test 2. */
  private static final String SEED =
      "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";

  private static final String PUBLIC =
      "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
  private static final String SIGNATURE =
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
          + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";

  private static final SignatureScheme PLAIN =
      scheme("{'header': 'Sig', 'signed': ['body'], 'algorithm': 'Ed25519', 'key': 'hex'}");
  private static final SignatureScheme STANDARD = SignatureScheme.preset("standard-webhooks");

  @Test
  void theSignatureIsTheOneOfTheRfc() {
    for (String key : List.of(SEED, SEED + PUBLIC)) {
      assertThat(PLAIN.signer(secrets(key)).sign(post("r")))
          .containsExactly(new HttpHeader("Sig", SIGNATURE));
    }
    assertThat(verify(PLAIN, PUBLIC, SIGNATURE).isAccepted()).isTrue();
    assertThat(verify(PLAIN, SEED + PUBLIC, SIGNATURE).isAccepted()).isTrue();
  }

  @Test
  void whoHoldsThePublicKeyOnlyCanVerifyButNotSign() {
    String publicKey = "whpk_" + base64(PUBLIC);

    assertThat(STANDARD.refusesToVerifyWith(Secret.of(publicKey))).isEmpty();
    assertThat(STANDARD.refuses(Secret.of(publicKey))).get().asString().contains("public key");
  }

  @Test
  void aSeedAloneVerifiesWhereItsPrefixTellsItFromAPublicKey() {
    String seed = "whsk_" + base64(SEED);
    List<HttpHeader> headers = STANDARD.signer(secrets(seed)).sign(post("{}"));

    for (String key : List.of(seed, "whsk_" + base64(SEED + PUBLIC), "whpk_" + base64(PUBLIC))) {
      assertThat(
              STANDARD
                  .verifier(secrets(key), null)
                  .verify(received(post("{}"), headers), NOW)
                  .isAccepted())
          .isTrue();
    }
  }

  @Test
  void halvesThatAreNoPairAreRefused() {
    Secret secret = Secret.of("whsk_" + base64(SEED + SEED));

    assertThat(STANDARD.refuses(secret)).get().asString().contains("last 32 bytes");
    assertThat(STANDARD.refusesToVerifyWith(secret)).isPresent();
  }

  @Test
  void keysOfAnotherLengthOrOffTheCurveAreRefused() {
    assertThat(STANDARD.refuses(Secret.of("whsk_" + base64(SEED.substring(2))))).isPresent();
    assertThat(STANDARD.refusesToVerifyWith(Secret.of("whpk_" + base64(PUBLIC + "00"))))
        .isPresent();
    assertThat(PLAIN.refusesToVerifyWith(Secret.of("02" + "00".repeat(31))))
        .get()
        .asString()
        .contains("curve");
  }

  /** S + L verifies with an implementation that does not check S (RFC 8032, 5.1.7). */
  @Test
  void aSignatureThatWasBentIntoAnotherFormIsRefused() {
    BigInteger order =
        new BigInteger("1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed", 16);
    byte[] signature = HexFormat.of().parseHex(SIGNATURE);
    BigInteger s = BigInteger.ZERO;
    for (int i = 63; i >= 32; i--) {
      s = s.shiftLeft(8).or(BigInteger.valueOf(signature[i] & 0xff));
    }
    BigInteger bent = s.add(order);
    for (int i = 32; i < 64; i++) {
      signature[i] = bent.shiftRight(8 * (i - 32)).byteValue();
    }

    Verification verification = verify(PLAIN, PUBLIC, HexFormat.of().formatHex(signature));

    assertThat(verification).extracting("code").isEqualTo(Code.SIGNATURE_MISMATCH);
  }

  @Test
  void aSignatureWhosePointIsOffTheCurveIsAMismatch() {
    for (String signature : List.of("00".repeat(64), "ff".repeat(64), "02" + "00".repeat(63))) {
      assertThat(verify(PLAIN, PUBLIC, signature))
          .extracting("code")
          .isEqualTo(Code.SIGNATURE_MISMATCH);
    }
  }

  private static Verification verify(SignatureScheme scheme, String key, String signature) {
    HttpHeader header = new HttpHeader("Sig", signature);
    return scheme.verifier(secrets(key), null).verify(received(post("r"), List.of(header)), NOW);
  }

  private static String base64(String hex) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }
}
