package io.sealpost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import io.sealpost.SealpostFixture.JmsWork;
import io.sealpost.broker.RawBody;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.StreamMessage;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What no retry makes good is one dead message with its reason; its neighbours are delivered. */
class BadInputTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String TWINS = "test.twins";
  private static final String CASE = "testCase";
  private static final int MB = 1024 * 1024;

  /** By name: its reason and the message. */
  private static final Map<String, Bad> CASES = new LinkedHashMap<>();

  @TempDir static Path folder;
  private static SealpostFixture sealpost;

  @BeforeAll
  static void sendEachBetweenGoodNeighbours() throws Exception {
    sealpost = new SealpostFixture(folder).activation("welcome", "").start();
    bodies();
    properties();
    sealpost.jms(
        context -> {
          send(context, "sealpost.activations", good("first"));
          for (Map.Entry<String, Bad> bad : CASES.entrySet()) {
            send(context, "sealpost.activations", marked(bad));
            send(context, "sealpost.activations", good(bad.getKey()));
            send(context, TWINS, marked(bad));
          }
          return null;
        });
    await().atMost(LIMIT).until(() -> sealpost.depth("sealpost.dead") >= CASES.size());
    await().atMost(LIMIT).until(() -> sealpost.requests().size() > CASES.size());
  }

  @AfterAll
  static void close() {
    sealpost.close();
    CASES.clear();
  }

  @Test
  void eachIsDeadOnceWithItsReason() throws Exception {
    Map<String, String> reasons = new LinkedHashMap<>();
    CASES.forEach((name, bad) -> reasons.put(name, bad.reason()));
    List<Map.Entry<String, String>> dead = new ArrayList<>();
    for (Message message : sealpost.browse("sealpost.dead")) {
      dead.add(entry(message.getStringProperty(CASE), message.getStringProperty("sealpostReason")));
      assertThat(message.getStringProperty("sealpostError")).isNotBlank();
      assertThat(message.getIntProperty("sealpostAttempts")).isZero();
    }

    assertThat(dead).containsExactlyInAnyOrderElementsOf(reasons.entrySet());
  }

  @Test
  void eachIsTheSameMessageItWas() throws Exception {
    List<Kept> dead = sealpost.browse("sealpost.dead", Kept::of);

    assertThat(dead).containsExactlyInAnyOrderElementsOf(sealpost.browse(TWINS, Kept::of));
    assertThat(dead).hasSameSizeAs(CASES.keySet());
  }

  @Test
  void theirNeighboursAreDeliveredOnceAndNothingGoesRound() throws Exception {
    List<String> users = new ArrayList<>(List.of("first"));
    users.addAll(CASES.keySet());

    assertThat(sealpost.requests())
        .extracting(request -> new String(request.body(), StandardCharsets.UTF_8))
        .containsExactlyInAnyOrderElementsOf(users.stream().map(BadInputTest::body).toList());
    await().atMost(LIMIT).until(() -> sealpost.depth("sealpost.activations") == 0);
    await().atMost(LIMIT).until(() -> sealpost.depth("sealpost.delivery.welcome") == 0);
  }

  private static void bodies() {
    bad("object", "unsupported-message", c -> c.createObjectMessage(new Forbidden("x")));
    bad("map", "unsupported-message", BadInputTest::map);
    bad("stream", "unsupported-message", BadInputTest::stream);
    bad("plain", "unsupported-message", JMSContext::createMessage);
    bad("no text", "empty-message", JMSContext::createTextMessage);
    // Artemis's client sends four zero bytes where nothing was written.
    bad("no bytes", "invalid-json", JMSContext::createBytesMessage);
    bytes("blank bytes", "empty-message", new byte[] {' ', '\n'});
    text("blank", "empty-message", " \t\r\n");
    text("no JSON", "invalid-json", "hello");
    text("cut", "invalid-json", "{\"user_id\":");
    text("two values", "invalid-json", "{} {}");
    text("array", "not-an-object", "[]");
    text("number", "not-an-object", "7");
    text("null", "not-an-object", "null");
    bytes("bad UTF-8", "invalid-utf8", new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'});
    text("10,000 deep", "too-deep", "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000));
    text("10,000 deep, open", "too-deep", "{\"a\":[".repeat(5_000));
    text("duplicate keys", "duplicate-key", "{\"user_id\":\"a\",\"user_id\":\"b\"}");
    text("duplicate keys below", "duplicate-key", "{\"a\":{\"b\":1,\"\\u0062\":2}}");
    text("lone surrogate", "lone-surrogate", "{\"user_id\":\"\ud83d\"}");
    text("lone surrogate escaped", "lone-surrogate", "{\"user_id\":\"\\ud83d\"}");
    text("lone surrogate in a name", "lone-surrogate", "{\"\\udc00\":1}");
    text("1 MB and 1 byte of text", "too-large", sized(MB + 1));
    bytes("1 MB and 1 byte", "too-large", sized(MB + 1).getBytes(StandardCharsets.UTF_8));
    bytes("5 MB", "too-large", new byte[5 * MB]);
  }

  private static void properties() {
    with("nobody's", "no-activation", m -> m.setStringProperty("activation", "nobody"));
    with("empty activation", "no-activation", m -> m.setStringProperty("activation", ""));
    with("int activation", "invalid-property", m -> m.setIntProperty("activation", 7));
    with("boolean event", "invalid-property", m -> m.setBooleanProperty("event", true));
    with("long eventId", "invalid-property", m -> m.setLongProperty("eventId", 7));
    with("double orderingKey", "invalid-property", m -> m.setDoubleProperty("orderingKey", 7));
    with("byte journey", "invalid-property", m -> m.setByteProperty("journey", (byte) 7));
    with("long event", "invalid-property", m -> m.setStringProperty("event", "e".repeat(257)));
    with("long correlation", "invalid-property", m -> m.setJMSCorrelationID("c".repeat(257)));
  }

  private static void bad(String name, String reason, JmsWork<Message> made) {
    CASES.put(name, new Bad(reason, made));
  }

  private static void text(String name, String reason, String body) {
    bad(name, reason, context -> context.createTextMessage(body));
  }

  private static void bytes(String name, String reason, byte[] body) {
    bad(
        name,
        reason,
        context -> {
          BytesMessage message = context.createBytesMessage();
          message.writeBytes(body);
          return message;
        });
  }

  private static void with(String name, String reason, Change change) {
    bad(
        name,
        reason,
        context -> {
          Message message = good(name).with(context);
          change.make(message);
          return message;
        });
  }

  private static Message map(JMSContext context) throws JMSException {
    MapMessage message = context.createMapMessage();
    message.setString("user_id", "x");
    return message;
  }

  private static Message stream(JMSContext context) throws JMSException {
    StreamMessage message = context.createStreamMessage();
    message.writeString("{}");
    return message;
  }

  private static JmsWork<Message> marked(Map.Entry<String, Bad> bad) {
    return context -> {
      Message message = bad.getValue().made().with(context);
      if (!message.propertyExists("activation")) {
        message.setStringProperty("activation", "welcome");
      }
      message.setStringProperty(CASE, bad.getKey());
      message.setJMSType("kept");
      return message;
    };
  }

  private static void send(JMSContext context, String queue, JmsWork<Message> made)
      throws JMSException {
    context.createProducer().send(context.createQueue(queue), made.with(context));
  }

  private static JmsWork<Message> good(String user) {
    return context -> {
      Message message = context.createTextMessage(body(user));
      message.setStringProperty("activation", "welcome");
      return message;
    };
  }

  private static String body(String user) {
    return "{\"user_id\":\"" + user + "\"}";
  }

  /** What is too much of it is in no request. */
  private static String sized(int length) {
    String frame = "{\"user_id\":\"big\",\"padding\":\"\"}";
    return frame.replace("\"\"}", "\"" + "x".repeat(length - frame.length()) + "\"}");
  }

  /** What of a message may not change on its way to the dead queue. */
  private record Kept(String kind, String body, String type, SortedMap<String, Object> properties) {
    static Kept of(Message message) throws JMSException {
      SortedMap<String, Object> properties = new TreeMap<>();
      for (var all = message.getPropertyNames(); all.hasMoreElements(); ) {
        String name = String.valueOf(all.nextElement());
        if (!name.startsWith("sealpost") && !name.startsWith("JMSX") && !name.startsWith("_AMQ")) {
          properties.put(name, message.getObjectProperty(name));
        }
      }
      return new Kept(
          RawBody.kind(message),
          Base64.getEncoder().encodeToString(RawBody.bytes(message)),
          message.getJMSType(),
          properties);
    }
  }

  private record Bad(String reason, JmsWork<Message> made) {}

  @FunctionalInterface
  private interface Change {
    void make(Message message) throws JMSException;
  }

  /** A class no receiver has any business to instantiate. */
  private record Forbidden(String text) implements Serializable {}
}
