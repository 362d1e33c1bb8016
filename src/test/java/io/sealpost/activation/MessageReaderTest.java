package io.sealpost.activation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.broker.IncomingMessage;
import io.sealpost.broker.MessageBody;
import io.sealpost.broker.MessageRefusedException;
import io.sealpost.broker.Refusal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageReaderTest {
  private static final int LIMIT = 1024 * 1024;
  private static final MessageBody EMPTY_OBJECT = new MessageBody.Text("{}");

  @Test
  void textAndBytesGiveTheSameAttributes() throws Exception {
    String json = "{\"name\":\"Zoë €\",\"amount\":1.10}";

    var fromText = MessageReader.attributes(new MessageBody.Text(json));
    var fromBytes = MessageReader.attributes(new MessageBody.Bytes(json.getBytes(UTF_8)));

    assertThat(fromText.path("name").asText()).isEqualTo("Zoë €");
    assertThat(fromBytes).hasToString(fromText.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|empty-message",
        "` \n`|empty-message",
        "hello|invalid-json",
        "{} {}|invalid-json",
        "[]|not-an-object",
        "\"text\"|not-an-object",
        "null|not-an-object",
        "{\"a\":1,\"a\":2}|duplicate-key",
        "{\"a\":\"\\ud83d\"}|lone-surrogate",
      })
  void badJsonIsRefusedWithItsOwnCode(String json, String code) {
    refuses(new MessageBody.Text(json), code);
    refuses(new MessageBody.Bytes(json.getBytes(UTF_8)), code);
  }

  @Test
  void bytesThatAreNotUtf8AreRefusedNotReplaced() {
    refuses(
        new MessageBody.Bytes(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}),
        "invalid-utf8");
    // A surrogate encoded on its own (CESU-8) and an overlong slash.
    refuses(
        new MessageBody.Bytes(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0xbd}), "invalid-utf8");
    refuses(new MessageBody.Bytes(new byte[] {(byte) 0xc0, (byte) 0xaf}), "invalid-utf8");
  }

  @Test
  void aLoneSurrogateInTextIsRefused() {
    refuses(new MessageBody.Text("{\"a\":\"\ud83d\"}"), "lone-surrogate");
  }

  @Test
  void twoHundredLevelsAreReadAndTenThousandAreNot() throws Exception {
    assertThat(MessageReader.attributes(new MessageBody.Text(nested(200)))).isNotNull();
    refuses(new MessageBody.Text(nested(201)), "too-deep");
    refuses(new MessageBody.Text(nested(10_000)), "too-deep");
  }

  @Test
  void exactlyOneMegabyteOfUtf8IsRead() throws Exception {
    // Two, three and four bytes a character: the limit is on bytes.
    for (String filler : new String[] {"a", "é", "€", "😀"}) {
      String json = sized(filler, LIMIT);
      assertThat(json.getBytes(UTF_8)).hasSize(LIMIT);
      assertThat(MessageReader.attributes(new MessageBody.Text(json))).isNotNull();
      assertThat(MessageReader.attributes(new MessageBody.Bytes(json.getBytes(UTF_8)))).isNotNull();

      refuses(new MessageBody.Text(json + " "), "too-large");
      refuses(new MessageBody.Bytes((json + " ").getBytes(UTF_8)), "too-large");
    }
  }

  @Test
  void theBodyIsInNoRefusal() {
    assertThatThrownBy(
            () -> MessageReader.attributes(new MessageBody.Text("{\"card\": 4111111111111111x}")))
        .hasMessageNotContaining("4111");
  }

  @Test
  void aDispatchedMessageKeepsItsIdAttemptAndReplay() throws Exception {
    ActivationMessage read =
        MessageReader.read(
            incoming("del_given", "producers", "ID:1", null), EMPTY_OBJECT, "welcome");

    assertThat(read.deliveryId()).isEqualTo("del_given");
    assertThat(read.attempt()).isEqualTo(3);
    assertThat(read.replay()).isEqualTo(1);
    assertThat(read.event()).isEqualTo("signup");
    assertThat(read.eventId()).isEqualTo("e-1");
    assertThat(read.journey()).isEqualTo("onboarding");
    assertThat(read.correlationId()).isEqualTo("c-1");
  }

  @Test
  void aMessagePutOnTheDeliveryQueueDirectlyGetsItsIdNow() throws Exception {
    assertThat(MessageReader.deliveryId(incoming(null, "producers", "ID:1", null), "welcome"))
        .isEqualTo("producers");
    assertThat(MessageReader.deliveryId(incoming(null, null, "ID:1", null), "welcome"))
        .isEqualTo(DeliveryId.mint("ID:1", "welcome"));
    // Nothing that could break a header is taken over.
    assertThat(MessageReader.deliveryId(incoming("a\nb", null, "ID:1", null), "welcome"))
        .isEqualTo(DeliveryId.mint("ID:1", "welcome"));
  }

  @Test
  void withoutAnyIdentityItIsRefused() {
    assertThatThrownBy(
            () -> MessageReader.read(incoming(null, null, null, null), EMPTY_OBJECT, "welcome"))
        .isInstanceOfSatisfying(
            MessageRefusedException.class, e -> assertThat(e.code()).isEqualTo("no-identity"));
  }

  @Test
  void aRefusedPropertyRefusesTheMessage() {
    Refusal refusal = new Refusal("invalid-property", "Property journey is of type Integer");

    assertThatThrownBy(
            () -> MessageReader.read(incoming("id", null, null, refusal), EMPTY_OBJECT, "welcome"))
        .isInstanceOfSatisfying(
            MessageRefusedException.class, e -> assertThat(e.refusal()).isEqualTo(refusal));
  }

  private static void refuses(MessageBody body, String code) {
    assertThatThrownBy(() -> MessageReader.attributes(body))
        .isInstanceOfSatisfying(
            MessageRefusedException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static String nested(int levels) {
    return "{\"a\":".repeat(levels - 1) + "{}" + "}".repeat(levels - 1);
  }

  /** A JSON object of exactly that many bytes. */
  private static String sized(String filler, int bytes) {
    int room = bytes - "{\"a\":\"\"}".length();
    int width = filler.getBytes(UTF_8).length;
    return "{\"a\":\"" + "x".repeat(room % width) + filler.repeat(room / width) + "\"}";
  }

  private static IncomingMessage incoming(
      @Nullable String deliveryId,
      @Nullable String producers,
      @Nullable String messageId,
      @Nullable Refusal refusal) {
    return new IncomingMessage(
        "welcome",
        "signup",
        "e-1",
        null,
        "onboarding",
        producers,
        "c-1",
        messageId,
        deliveryId,
        3,
        1,
        null,
        false,
        Set.of(),
        refusal);
  }
}
