package io.sealpost.expression;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.POJONode;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExactJsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "1.10",
        "1e2",
        "1E+02",
        "-1.5e-7",
        "12345678901234567890.000",
        "1e400",
        "1e-400",
        "1e999999999999",
        "9007199254740993",
        "0.1000"
      })
  void numbersKeepTheirDigits(String digits) throws RenderException {
    JsonNode read = ExactJson.read(" [" + digits + " , {\"a\":" + digits + "}]\n", 2);

    assertThat(written(read)).isEqualTo("[" + digits + ",{\"a\":" + digits + "}]");
    assertThat(read.get(0).asText()).isEqualTo(digits);
    assertThat(read.get(0).isNumber()).isTrue();
    assertThat(written(ExactJson.number(digits))).isEqualTo(digits);
    assertThat(read.get(0)).isEqualTo(ExactJson.number(digits)).hasToString(digits);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "01", "1.", ".5", "+1", "1e", "NaN", "Infinity", "0x1", "1 ", "١"})
  void whatIsNoJsonNumberIsRefused(String digits) {
    assertThatThrownBy(() -> ExactJson.number(digits)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNumberCanBeUsedAsJavaNumber() {
    JsonNode small = ExactJson.number("42");
    JsonNode large = ExactJson.number("9223372036854775808");
    JsonNode fraction = ExactJson.number("1.50");

    assertThat(small.isIntegralNumber()).isTrue();
    assertThat(small.intValue()).isEqualTo(42);
    assertThat(small.numberValue()).isEqualTo(42);
    assertThat(small.canConvertToInt()).isTrue();
    assertThat(large.canConvertToLong()).isFalse();
    assertThat(large.bigIntegerValue()).isEqualTo(new BigInteger("9223372036854775808"));
    assertThat(ExactJson.number("9223372036854775807").longValue()).isEqualTo(Long.MAX_VALUE);
    assertThat(fraction.isFloatingPointNumber()).isTrue();
    assertThat(fraction.doubleValue()).isEqualTo(1.5);
    assertThat(fraction.decimalValue()).isEqualTo(new BigDecimal("1.50"));
    assertThat(ExactJson.number("1e99999").bigIntegerValue().bitLength()).isLessThan(1025);
  }

  @Test
  void keysKeepTheirOrder() throws RenderException {
    String json = "{\"z\":1,\"a\":{\"y\":[],\"b\":{}},\"\":null,\"m\":\"\"}";

    assertThat(written(ExactJson.read(json, 10))).isEqualTo(json);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          ``                         ¦ invalid-json
          ` `                        ¦ invalid-json
          {                          ¦ invalid-json
          {}}                        ¦ invalid-json
          {} {}                      ¦ invalid-json
          {} x                       ¦ invalid-json
          [1,]                       ¦ invalid-json
          {"a":1,}                   ¦ invalid-json
          {a:1}                      ¦ invalid-json
          {'a':1}                    ¦ invalid-json
          {"a" 1}                    ¦ invalid-json
          [01]                       ¦ invalid-json
          [+1]                       ¦ invalid-json
          [.5]                       ¦ invalid-json
          [1.]                       ¦ invalid-json
          [NaN]                      ¦ invalid-json
          [-Infinity]                ¦ invalid-json
          [nul]                      ¦ invalid-json
          ["a	b"]                  ¦ invalid-json
          ["\\x"]                    ¦ invalid-json
          ["a                        ¦ invalid-json
          // {}                      ¦ invalid-json
          [1] # x                    ¦ invalid-json
          {"a":1,"a":1}              ¦ duplicate-key
          {"a":1,"\\u0061":2}        ¦ duplicate-key
          [{"b":{"a":null,"a":null}}] ¦ duplicate-key
          [[[[1]]]]                  ¦ too-deep
          {"a":[{"b":{}}]}           ¦ too-deep
          ["\\ud83d"]                ¦ lone-surrogate
          ["\\ude00\\ud83d"]         ¦ lone-surrogate
          ["\\ud83dx"]               ¦ lone-surrogate
          {"\\ud83d":1}              ¦ lone-surrogate
          """)
  void whatIsNotStrictJsonIsRefusedWithItsReason(String json, String code) {
    assertThatThrownBy(() -> ExactJson.read(json, 3))
        .isInstanceOfSatisfying(RenderException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining("at line 1, column ");
  }

  @Test
  void errorsDoNotQuoteTheMessage() {
    assertThatThrownBy(() -> ExactJson.read("{\"a\": sekret}", 3))
        .hasMessage("not valid JSON, at line 1, column 7")
        .hasNoCause();
    assertThatThrownBy(() -> ExactJson.read("{\"sekret\":1,\n\"sekret\":1}", 3))
        .hasMessageNotContaining("sekret")
        .hasMessageContaining("line 2");
  }

  @Test
  void aRawHalfOfASurrogatePairIsRefused() {
    assertThatThrownBy(() -> ExactJson.read("[\"\ud83d\"]", 3))
        .isInstanceOfSatisfying(
            RenderException.class, e -> assertThat(e.code()).isEqualTo("lone-surrogate"));
  }

  @Test
  void depthIsBoundedWithoutUsingTheStack() throws RenderException {
    int levels = 100_000;
    String nested = "[".repeat(levels) + "]".repeat(levels);

    assertThatThrownBy(() -> ExactJson.read(nested, 100))
        .isInstanceOfSatisfying(
            RenderException.class, e -> assertThat(e.code()).isEqualTo("too-deep"));
    // Exactly the limit is accepted, read and written.
    assertThat(written(ExactJson.read(nested, levels))).isEqualTo(nested);
  }

  @Test
  void theLengthOfANumberIsBounded() throws RenderException {
    String longest = "1".repeat(ExactJson.MAX_NUMBER_LENGTH);

    assertThat(written(ExactJson.read(longest, 1))).isEqualTo(longest);
    assertThatThrownBy(() -> ExactJson.read(longest + "1", 1))
        .isInstanceOfSatisfying(
            RenderException.class, e -> assertThat(e.code()).isEqualTo("invalid-json"));
    assertThatThrownBy(() -> ExactJson.number(longest + "1"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keysOfAnyLengthAndKeysWithEqualHashesAreRead() throws RenderException {
    var json = new StringBuilder("{\"" + "k".repeat(100_000) + "\":0");
    for (int i = 0; i < 1 << 10; i++) {
      // "Aa" and "BB" have the same hash, so all of these do.
      json.append(",\"");
      for (int bit = 0; bit < 10; bit++) {
        json.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      json.append("\":").append(i);
    }

    assertThat(ExactJson.read(json.append('}').toString(), 1)).hasSize(1025);
  }

  @Test
  void bytesAreStrictUtf8() throws RenderException {
    assertThat(ExactJson.read("[\"ü\ufffd😀\"]".getBytes(UTF_8), 1).get(0).textValue())
        .isEqualTo("ü\ufffd😀");
    for (byte[] bad :
        new byte[][] {
          {'"', (byte) 0xC3, '"'},
          {'"', (byte) 0xC0, (byte) 0x80, '"'},
          {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'}
        }) {
      assertThatThrownBy(() -> ExactJson.read(bad, 1))
          .isInstanceOfSatisfying(
              RenderException.class, e -> assertThat(e.code()).isEqualTo("invalid-utf8"));
    }
  }

  @Test
  void whatJsonCannotCarryIsNotWritten() {
    assertThatThrownBy(() -> ExactJson.write(DoubleNode.valueOf(Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
    assertThatThrownBy(
            () -> ExactJson.write(JsonNodeFactory.instance.arrayNode().add(new POJONode(""))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String written(JsonNode node) {
    return new String(ExactJson.write(node), UTF_8);
  }
}
