package io.sealpost.deadletter;

import static io.sealpost.deadletter.DeadQueueFixture.NOON;
import static io.sealpost.deadletter.DeadQueueFixture.letter;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.broker.PropertyNames;
import io.sealpost.broker.Queues;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What lies in the dead queue, and what of it a filter means. */
@Timeout(120)
class DeadListTest {
  @TempDir Path folder;
  private DeadQueueFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = new DeadQueueFixture(folder);
  }

  @AfterEach
  void stop() throws Exception {
    fixture.close();
  }

  @Test
  void aDeadMessageSaysWhyAndIsOtherwiseAsItCame() throws Exception {
    fixture.bury(
        new DeadLetter("http-400", "answered 400", 400, 4, NOON, "del_1", "welcome"),
        session -> {
          Message message = session.createTextMessage("{\"name\":\"Zoë\"}");
          message.setStringProperty("event", "signup");
          return message;
        });

    DeadContent content = fixture.dead.show("del_1").get(0);

    assertThat(content.kind()).isEqualTo("text");
    assertThat(content.body()).isEqualTo("{\"name\":\"Zoë\"}".getBytes(UTF_8));
    DeadMessage message = content.message();
    assertThat(message.id()).isEqualTo("del_1");
    assertThat(message.activation()).isEqualTo("welcome");
    assertThat(message.reason()).isEqualTo("http-400");
    assertThat(message.error()).isEqualTo("answered 400; see docs/troubleshooting.md#http-400");
    assertThat(message.status()).isEqualTo(400);
    assertThat(message.attempts()).isEqualTo(4);
    assertThat(message.deadAt()).isEqualTo(NOON);
    assertThat(message.properties()).containsEntry("event", "signup");
    // Looking takes nothing away.
    assertThat(fixture.broker.messagesOn(Queues.DEAD)).isEqualTo(1);
  }

  @Test
  void withoutAnswerAndIdentityItSaysNothingOfThem() throws Exception {
    fixture.bury(
        new DeadLetter("no-activation", "no such activation", null, 0, NOON, null, null), "{}");

    DeadMessage message = fixture.dead.list(DeadFilter.all(), 0, 10).get(0);

    assertThat(message.status()).isNull();
    assertThat(message.deliveryId()).isNull();
    assertThat(message.id()).isEqualTo(message.messageId()).startsWith("ID:");
    assertThat(message.properties()).doesNotContainKey(PropertyNames.STATUS);
    assertThat(fixture.dead.show(message.messageId())).hasSize(1);
  }

  @Test
  void listsByEveryFilterAndInPages() throws Exception {
    fixture.bury(letter("a", "welcome", "http-400", NOON), "{}");
    fixture.bury(letter("b", "welcome", "too-large", NOON.plusSeconds(1)), "{}");
    fixture.bury(letter("c", "audit", "http-400", NOON.plusSeconds(2)), "{}");

    assertThat(fixture.ids(DeadFilter.all())).containsExactly("a", "b", "c");
    assertThat(fixture.ids(new DeadFilter(null, "welcome", null, null, null)))
        .containsExactly("a", "b");
    assertThat(fixture.ids(new DeadFilter(null, null, "http-400", null, null)))
        .containsExactly("a", "c");
    assertThat(fixture.ids(DeadFilter.withId("b"))).containsExactly("b");
    // Since is inclusive, until is not.
    assertThat(
            fixture.ids(new DeadFilter(null, null, null, NOON.plusSeconds(1), NOON.plusSeconds(2))))
        .containsExactly("b");
    assertThat(fixture.ids(new DeadFilter("a", "audit", null, null, null))).isEmpty();
    assertThat(fixture.dead.list(DeadFilter.all(), 1, 1))
        .extracting(DeadMessage::id)
        .containsExactly("b");
  }

  @Test
  void aStatusIsThatOfTheLastAnswer() throws Exception {
    fixture.bury(new DeadLetter("http-status", "answered", 401, 1, NOON, "a", "welcome"), "{}");
    fixture.bury(new DeadLetter("http-status", "answered", 404, 1, NOON, "b", "welcome"), "{}");
    fixture.bury(letter("c", "welcome", "read-timeout", NOON), "{}");

    assertThat(fixture.ids(new DeadFilter(null, null, null, 401, null, null, List.of())))
        .containsExactly("a");
  }

  @Test
  void anAttributeIsComparedAsText() throws Exception {
    fixture.bury(
        letter("text", "welcome", "r", NOON),
        "{\"user_id\":\"42\",\"a.b\":true,\"address\":{\"city\":\"Paris\"},\"none\":null}");
    fixture.bury(letter("number", "welcome", "r", NOON), "{\"user_id\":42,\"price\":1.10}");
    fixture.bury(letter("no object", "welcome", "r", NOON), "[42]");
    fixture.bury(letter("no JSON", "welcome", "r", NOON), "{\"user_id\":42");
    fixture.bury(
        letter("object", "welcome", "r", NOON), session -> session.createObjectMessage("42"));

    assertThat(having("user_id", "42")).containsExactly("text", "number");
    assertThat(having("address.city", "Paris")).containsExactly("text");
    assertThat(having("address", "{\"city\":\"Paris\"}")).containsExactly("text");
    assertThat(having("a.b", "true")).containsExactly("text");
    assertThat(having("none", "")).containsExactly("text");
    assertThat(having("price", "1.10")).containsExactly("number");
    assertThat(having("price", "1.1")).isEmpty();
    assertThat(having("address.street", "")).isEmpty();
  }

  @Test
  void nothingInABodyIsEvaluated() throws Exception {
    fixture.bury(letter("a", "welcome", "r", NOON), "{\"x\":\"{{user_id}}\",\"user_id\":\"7\"}");

    assertThat(having("x", "7")).isEmpty();
    assertThat(having("x", "{{user_id}}")).containsExactly("a");
  }

  @Test
  void countsByActivationAndReason() throws Exception {
    fixture.bury("a", "welcome", "http-status");
    fixture.bury("b", "audit", "too-large");
    fixture.bury("c", "welcome", "http-status");

    assertThat(fixture.dead.count(DeadFilter.all()))
        .containsExactly(
            new DeadCount("welcome", "http-status", 2), new DeadCount("audit", "too-large", 1));
  }

  private List<@Nullable String> having(String path, String text) throws JMSException {
    return fixture.ids(
        new DeadFilter(null, null, null, null, null, null, List.of(new DeadAttribute(path, text))));
  }
}
