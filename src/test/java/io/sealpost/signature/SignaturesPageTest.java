package io.sealpost.signature;

import static io.sealpost.signature.Requests.NOW;
import static io.sealpost.signature.Requests.secrets;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** {@code docs/signatures.md} says what the code does. */
class SignaturesPageTest {

  @ParameterizedTest
  @MethodSource("io.sealpost.signature.SignatureScheme#presetNames")
  void theExampleOfEachPresetIsWhatItWrites(String preset) throws IOException {
    Signer signer =
        SignatureScheme.preset(preset)
            .signer(
                secrets(
                    preset.equals("svix") || preset.equals("standard-webhooks")
                        ? "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
                        : "my-signing-secret"));
    SignatureInput request = Requests.at(signer.urlToSend(example()), example());

    assertThat(page())
        .containsPattern(
            "\n# "
                + preset
                + "(, sent to "
                + Pattern.quote(request.url())
                + ")?\n"
                + Pattern.quote(lines(signer.sign(request))))
        .contains("| `" + preset + "` |");
  }

  @Test
  void theTemplatesAreSchemesAndTheFullOneSendsWhatThePageSays() throws Exception {
    List<JsonNode> templates = new ArrayList<>();
    Matcher yaml = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(page());
    while (yaml.find()) {
      Object loaded = new Load(LoadSettings.builder().build()).loadFromString(yaml.group(1));
      templates.add(JsonMapper.builder().build().valueToTree(loaded).at("/signing/scheme"));
    }
    assertThat(templates).hasSize(3);
    for (JsonNode template : templates) {
      assertThat(SignatureScheme.parse(template)).isNotNull();
    }

    Signer signer = SignatureScheme.parse(templates.get(2)).signer(secrets("my-signing-secret"));
    assertThat(page()).contains("```\n" + lines(signer.sign(example())) + "```");
  }

  @Test
  void theTableOfKeysIsWhole() throws IOException {
    for (String key : SchemeTemplateReader.KEYS) {
      assertThat(page()).contains("`" + key + "`");
    }
    for (Part.Kind kind : Part.Kind.values()) {
      assertThat(page()).contains("`" + kind.word);
    }
  }

  @Test
  void theTableOfCodesIsWhole() throws IOException {
    for (Verification.Code code : Verification.Code.values()) {
      assertThat(page()).contains("`" + code + "`");
    }
  }

  private static SignatureInput example() {
    return new SignatureInput(
        "del_1",
        NOW,
        "POST",
        "https://api.acme.example/hook",
        "/hook",
        "",
        List.of(new HttpHeader("Content-Type", "application/json")),
        "{\"user_id\":\"7\"}".getBytes(StandardCharsets.UTF_8));
  }

  private static String lines(List<HttpHeader> headers) {
    StringBuilder lines = new StringBuilder();
    headers.forEach(h -> lines.append(h.name()).append(": ").append(h.value()).append('\n'));
    return lines.toString();
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("docs", "signatures.md"));
  }
}
