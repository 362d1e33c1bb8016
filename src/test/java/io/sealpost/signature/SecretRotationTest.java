package io.sealpost.signature;

import static io.sealpost.signature.Requests.NOW;
import static io.sealpost.signature.SignedHeaders.SECRET;
import static io.sealpost.signature.SignedHeaders.STANDARD;
import static io.sealpost.signature.SignedHeaders.code;
import static io.sealpost.signature.SignedHeaders.preset;
import static io.sealpost.signature.SignedHeaders.signed;
import static io.sealpost.signature.SignedHeaders.value;
import static io.sealpost.signature.SignedHeaders.verify;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.signature.Verification.Code;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretRotationTest {
  private static final String OLD_SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String KEY_PAIR =
      "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==";

  @Test
  void aReceiverWithTheNewAndTheOldSecretTakesBothWhileTheyRotate() {
    assertThat(verify(STANDARD, signed(STANDARD, SECRET), NOW, OLD_SECRET, SECRET))
        .extracting("keyIndex")
        .isEqualTo(1);
    assertThat(verify("shopify", signed(preset("shopify"), "old"), "new", "old"))
        .extracting("keyIndex")
        .isEqualTo(1);
    assertThat(code(verify("shopify", signed(preset("shopify"), "older"), "new", "old")))
        .isEqualTo(Code.SIGNATURE_MISMATCH);
  }

  @Test
  void aSenderWithSeveralSecretsIsTakenByAReceiverOfAnyOfThem() {
    List<HttpHeader> headers = signed(STANDARD, SECRET, KEY_PAIR, OLD_SECRET);

    assertThat(value(headers, "webhook-signature")).matches("v1,\\S+ v1a,\\S+ v1,\\S+");
    for (String secret : List.of(SECRET, KEY_PAIR, OLD_SECRET)) {
      assertThat(verify(STANDARD, headers, NOW, secret).isAccepted()).isTrue();
    }
  }

  @Test
  void whereAHeaderCarriesOneSignatureTheFirstSecretSigns() {
    assertThat(signed(preset("td"), "new", "old")).isEqualTo(signed(preset("td"), "new"));
  }
}
