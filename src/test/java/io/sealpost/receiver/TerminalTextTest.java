package io.sealpost.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.signature.HttpHeader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTextTest {
  @Property
  void nothingInALineCanActOnATerminal(@ForAll String text) {
    assertThat(TerminalText.line(text).codePoints())
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
  }

  @Property
  void bytesOfAnyKindBecomeText(@ForAll byte[] bytes) {
    assertThat(TerminalText.lines(bytes).codePoints())
        .noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t');
  }

  @Property
  void bytesAndTextLookTheSame(@ForAll String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    String wellFormed = new String(utf8, StandardCharsets.UTF_8);

    assertThat(TerminalText.lines(utf8)).isEqualTo(TerminalText.lines(wellFormed));
  }

  @ParameterizedTest
  @CsvSource({"1b,\\x1b", "7f,\\x7f", "9b,\\x9b", "d,\\x0d", "202e,\\u202e", "2028,\\u2028"})
  void whatMovesHidesOrReordersIsMadeVisible(String codePoint, String visible) {
    String text = Character.toString(Integer.parseInt(codePoint, 16));

    assertThat(TerminalText.lines(text)).isEqualTo(visible);
  }

  @Test
  void ordinaryTextOfAllLanguagesStaysAsItIs() {
    String text = "{\"name\": \"Zo\u00eb \u5317\u4eac \ud83d\ude80 \u05e9\u05dc\u05d5\u05dd\"}";

    assertThat(TerminalText.line(text)).isEqualTo(text);
  }

  @Test
  void bytesThatAreNotUtf8AreShownOneByOne() {
    assertThat(TerminalText.lines(new byte[] {'a', (byte) 0xff, (byte) 0xc3, 'b', (byte) 0xe2}))
        .isEqualTo("a\\xff\\xc3b\\xe2");
  }

  @Test
  void aRequestIsShownLineByLineAndCannotForgeOne() {
    ReceivedRequest request =
        new ReceivedRequest(
            Instant.EPOCH,
            "POST",
            "/a?b",
            List.of(new HttpHeader("X-Name", "a\nX-Forged: b\u001b[2J")),
            "{\n\t\"a\": 1}\u0007".getBytes(StandardCharsets.UTF_8));

    assertThat(request.forTerminal())
        .isEqualTo(
            """
            POST /a?b
            X-Name: a\\x0aX-Forged: b\\x1b[2J

            {
            \t"a": 1}\\x07
            """);
  }
}
