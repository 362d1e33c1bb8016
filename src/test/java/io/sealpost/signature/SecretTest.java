package io.sealpost.signature;

import static io.sealpost.signature.Requests.json;
import static io.sealpost.signature.Requests.post;
import static io.sealpost.signature.Requests.secrets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretTest {
  private static final String CANARY = "c4n4ry-7731";

  record Holder(String name, Secret secret, List<Secret> more) {}

  @Test
  void itsTextStaysOutOfStringsRecordsAndCollections() {
    Secret secret = Secret.of(CANARY);
    Holder holder = new Holder("a", secret, List.of(secret));

    assertThat("" + secret + holder + Map.of("k", secret) + "%s".formatted(secret))
        .doesNotContain(CANARY)
        .contains("***");
  }

  @Test
  void jacksonWritesNothingOfItWhateverItsVisibilityRules() throws JsonProcessingException {
    Holder holder = new Holder("a", Secret.of(CANARY), List.of(Secret.of(CANARY)));
    JsonMapper nosy = JsonMapper.builder().visibility(PropertyAccessor.ALL, Visibility.ANY).build();

    assertThat(nosy.writeValueAsString(holder))
        .isEqualTo("{\"name\":\"a\",\"secret\":\"***\",\"more\":[\"***\"]}");
    assertThat(JsonMapper.builder().build().writeValueAsString(holder)).doesNotContain(CANARY);
  }

  @Test
  void itIsNotSerializable() {
    assertThat(Secret.of(CANARY)).isNotInstanceOf(Serializable.class);
  }

  @Test
  void equalTextsAreEqualAndHashesTellNothing() {
    assertThat(Secret.of("a")).isEqualTo(Secret.of("a")).isNotEqualTo(Secret.of("b"));
    assertThat(Secret.of("a").hashCode()).isEqualTo(Secret.of("b").hashCode());
  }

  @ParameterizedTest
  @CsvSource({
    "standard-webhooks, whsec_c4n4ry-7731",
    "standard-webhooks, whsec_c4n4",
    "standard-webhooks, whsk_c4n4ry7731==",
    "standard-webhooks, whpk_c4n4ry77",
    "svix, c4n4ry-7731",
  })
  void refusalsAndExceptionsDoNotQuoteIt(String preset, String text) {
    SignatureScheme scheme = SignatureScheme.preset(preset);
    Throwable thrown = catchThrowable(() -> scheme.signer(secrets(text)));

    assertThat(scheme.refuses(Secret.of(text))).get().asString().doesNotContain("c4n4");
    assertThat(stackTrace(thrown)).contains("Secret 1").doesNotContain("c4n4");
  }

  @Test
  void aSecretWrittenIntoATemplateByMistakeIsNotTakenForAKeyOfIt() {
    Throwable thrown =
        catchThrowable(
            () -> SignatureScheme.parse(json("{'preset': 'td', 'secret': '" + CANARY + "'}")));

    assertThat(thrown).isInstanceOf(InvalidSchemeException.class);
    assertThat(stackTrace(thrown)).doesNotContain(CANARY);
  }

  @Test
  void requestsAndHeadersPrintedByMistakeShowNoValue() {
    HttpHeader authorization = new HttpHeader("Authorization", "Bearer " + CANARY);
    SignatureInput request = Requests.received(post(CANARY), List.of(authorization));

    assertThat("" + authorization + request).contains("Authorization").doesNotContain(CANARY);
  }

  private static String stackTrace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
