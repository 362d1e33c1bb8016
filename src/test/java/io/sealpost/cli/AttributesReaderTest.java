package io.sealpost.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.activation.MessageReader;
import io.sealpost.cli.AttributesReader.Attributes;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttributesReaderTest {
  @Test
  void anObjectALineIsAMessageALineAsItStands() throws Exception {
    assertThat(read("{\"a\": 1.10}\n\n \t\r\n{\"b\":\"\u2028\"}\r\n{}"))
        .extracting(Attributes::json)
        .containsExactly("{\"a\": 1.10}", "{\"b\":\"\u2028\"}\r", "{}");
  }

  @Test
  void anObjectOverSeveralLinesIsOneMessage() throws Exception {
    String pretty = "\n{\n  \"a\": [\n    1\n  ]\n}\n";

    assertThat(read(pretty)).containsExactly(new Attributes(2, pretty.substring(1)));
  }

  @Test
  void nothingIsNoMessage() throws Exception {
    assertThat(read("")).isEmpty();
    assertThat(read("\n \n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[1]", "7", "{\"a\":1,\"a\":2}", "{\"a\":\"\\ud800\"}", "{]", "{}{}", "x"})
  void whatIsNoObjectIsRefusedWithItsLine(String line) throws Exception {
    AttributesReader reader = reader("{\"a\":1}\n{\"b\":2}\n\n" + line + "\n{\"c\":3}\n");
    reader.next();
    reader.next();

    assertThatThrownBy(reader::next)
        .isInstanceOf(BadAttributesException.class)
        .hasMessageStartingWith("Line 4: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1]\n[2]", "{\"a\":\n1", "{\"a\":1,\"a\":2}\n{}", "{]\n{}\n{}"})
  void aBadBeginningIsRefused(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(BadAttributesException.class)
        .hasMessageStartingWith("Line 1: ");
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    byte[] text = "{\"a\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> new AttributesReader(new ByteArrayInputStream(text), false).next())
        .isInstanceOf(BadAttributesException.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void anObjectOfTheLargestSizeIsReadAndOneByteMoreIsRefused() throws Exception {
    String frame = "{\"a\":\"\"}";
    String largest = "{\"a\":\"" + "x".repeat(MessageReader.MAX_BYTES - frame.length()) + "\"}";

    assertThat(read(largest + "\n{}")).hasSize(2);
    String tooLarge = largest.replace("{\"a", "{\"ab");
    assertThatThrownBy(() -> read("{}\n" + tooLarge))
        .isInstanceOf(BadAttributesException.class)
        .hasMessageStartingWith("Line 2: ");
    assertThatThrownBy(() -> read("{\n" + tooLarge.substring(1)))
        .isInstanceOf(BadAttributesException.class)
        .hasMessageStartingWith("Line 1: ");
  }

  @Test
  void aSecondMessageOfOneDeliveryIdIsRefused() throws Exception {
    AttributesReader reader =
        new AttributesReader(
            new ByteArrayInputStream("{}\n{}".getBytes(StandardCharsets.UTF_8)), true);

    assertThat(reader.next()).isNotNull();
    assertThatThrownBy(reader::next).hasMessageContaining("deliveryId");
  }

  private static AttributesReader reader(String text) {
    return new AttributesReader(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), false);
  }

  private static List<Attributes> read(String text) throws Exception {
    AttributesReader reader = reader(text);
    List<Attributes> all = new ArrayList<>();
    for (Attributes next = reader.next(); next != null; next = reader.next()) {
      all.add(next);
    }
    return all;
  }
}
