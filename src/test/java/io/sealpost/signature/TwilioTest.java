package io.sealpost.signature;

import static io.sealpost.signature.Requests.NOW;
import static io.sealpost.signature.Requests.form;
import static io.sealpost.signature.Requests.post;
import static io.sealpost.signature.Requests.received;
import static io.sealpost.signature.Requests.secrets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.signature.Verification.Code;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Values from the tests of Twilio's own validators: twilio-java {@code RequestValidatorTest},
 * twilio-python {@code test_request_validator.py}.
 */
class TwilioTest {
  private static final SignatureScheme TWILIO = SignatureScheme.preset("twilio");
  private static final String URL = "https://mycompany.com/myapp.php?foo=1&bar=2";
  private static final String FORM =
      "Digits=1234&CallSid=CA1234567890ABCDE&To=%2B18005551212&Caller=%2B14158675309"
          + "&From=%2B14158675309";
  private static final String JSON = "{\"property\": \"value\", \"boolean\": true}";
  private static final String DIGEST =
      "bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";

  @Test
  void aFormIsSignedSortedByName() {
    assertThat(sign(form(URL, FORM))).isEqualTo("RSOYDt4T1cUTdK1PDd93/VVr8B8=");
    assertThat(verify(form(URL, FORM), "RSOYDt4T1cUTdK1PDd93/VVr8B8=").isAccepted()).isTrue();
  }

  @Test
  void aRepeatedNameIsSignedWithEachOfItsValuesSorted() {
    String body = "Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234&Digits=5678";

    assertThat(sign(form(URL, body))).isEqualTo("IK+Dwps556ElfBT0I3Rgjkr1wJU=");
  }

  @ParameterizedTest
  @CsvSource({
    "https://mycompany.com/myapp.php?foo=1&bar=2&, a9nBmqA0ju/hNViExpshrM61xv4=",
    "https://mycompany.com/myapp.php?, y77kIzt2vzLz71DgmJGsen2scGs="
  })
  void anyOtherBodyIsSignedThroughItsDigestInTheUrl(String start, String signature) {
    SignatureInput request = Requests.at(start + DIGEST, post(JSON));

    assertThat(sign(request)).isEqualTo(signature);
    assertThat(verify(request, signature).isAccepted()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "https://mycompany.com:1234/myapp.php?foo=1&bar=2, RSOYDt4T1cUTdK1PDd93/VVr8B8=",
    "http://mycompany.com:1234/myapp.php?foo=1&bar=2, Zmvh+3yNM1Phv2jhDCwEM3q5ebU=",
    "https://mycompany.com/myapp.php?foo=1&bar=2, kvajT1Ptam85bY51eRf/AJRuM3w=",
    "http://mycompany.com/myapp.php?foo=1&bar=2, 0ZXoZLH/DfblKGATFgpif+LLRf4="
  })
  void thePortMayBeSignedOrNot(String url, String signature) {
    assertThat(verify(form(url, FORM), signature).isAccepted()).isTrue();
  }

  @Test
  void theSignerSaysWhichUrlCarriesTheDigest() {
    Signer signer = TWILIO.signer(secrets("12345"));
    SignatureInput request = Requests.at(URL, post(JSON));

    assertThat(signer.urlToSend(request)).isEqualTo(URL + "&" + DIGEST);
    assertThat(signer.urlToSend(Requests.at(URL + "&" + DIGEST, post(JSON))))
        .isEqualTo(URL + "&" + DIGEST);
    assertThat(signer.urlToSend(Requests.at("https://mycompany.com/myapp.php", post(JSON))))
        .isEqualTo("https://mycompany.com/myapp.php?" + DIGEST);
    assertThat(signer.urlToSend(form(URL, FORM))).isEqualTo(URL);
    assertThat(signer.urlToSend(Requests.at(URL, post("")))).isEqualTo(URL);
    assertThatThrownBy(() -> signer.urlToSend(Requests.at(URL + "&bodySHA256=00", post(JSON))))
        .isInstanceOf(UnsignableRequestException.class)
        .hasMessageContaining("bodySHA256");
  }

  @Test
  void aBodyThatNeitherFormNorDigestCoversIsNotSigned() {
    assertThatThrownBy(() -> sign(Requests.at(URL, post(JSON))))
        .isInstanceOf(UnsignableRequestException.class)
        .hasMessageContaining("bodySHA256");
  }

  @Test
  void aSignatureOverTheUrlAloneDoesNotVouchForABody() {
    String overUrlOnly = sign(Requests.at(URL, post("")));

    assertThat(code(verify(Requests.at(URL, post(JSON)), overUrlOnly)))
        .isEqualTo(Code.BODY_UNSIGNED);
  }

  @Test
  void anotherBodyUnderASignedDigestIsRefusedWhateverItClaimsToBe() {
    String url = "https://mycompany.com/myapp.php?" + DIGEST;
    String signature = "y77kIzt2vzLz71DgmJGsen2scGs=";

    assertThat(code(verify(Requests.at(url, post("{}")), signature))).isEqualTo(Code.BODY_MISMATCH);
    assertThat(code(verify(Requests.at(url, post("")), signature))).isEqualTo(Code.BODY_MISMATCH);
    assertThat(code(verify(form(url, ""), signature))).isEqualTo(Code.BODY_MISMATCH);
    assertThat(code(verify(form(url, FORM), signature))).isEqualTo(Code.BODY_MISMATCH);
    assertThat(code(verify(Requests.at(url + "&" + DIGEST, post(JSON)), signature)))
        .isEqualTo(Code.BODY_MISMATCH);
  }

  @Test
  void aFormWithABrokenPercentSignIsRefused() {
    assertThat(code(verify(form(URL, "a=%zz"), "RSOYDt4T1cUTdK1PDd93/VVr8B8=")))
        .isEqualTo(Code.BODY_MALFORMED);
  }

  private static String sign(SignatureInput request) {
    return TWILIO.signer(secrets("12345")).sign(request).get(0).value();
  }

  private static Verification verify(SignatureInput request, String signature) {
    HttpHeader header = new HttpHeader("X-Twilio-Signature", signature);
    return TWILIO.verifier(secrets("12345"), null).verify(received(request, List.of(header)), NOW);
  }

  private static Code code(Verification verification) {
    assertThat(verification).isInstanceOf(Verification.Refused.class);
    return ((Verification.Refused) verification).code();
  }
}
