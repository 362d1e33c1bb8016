package io.sealpost.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the body is, it arrives. */
@Timeout(60)
class ForwardedBodyTest {
  private static final Forward ONWARD = Forward.to("sealpost.onward", Map.of());

  @TempDir static Path folder;
  private static TestBroker broker;

  @BeforeAll
  static void start() throws Exception {
    broker = TestBroker.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    broker.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 200_000, 5_000_000})
  void bytesOfAnySizeArriveInEveryCopy(int size) throws Exception {
    byte[] body = new byte[size];
    new Random(size).nextBytes(body);
    broker.send("sealpost.source", session -> bytes(session, body));

    broker.forward(
        "sealpost.source",
        Forward.to("sealpost.one", Map.of("copy", 1)),
        Forward.to("sealpost.other", Map.of("copy", 2)));

    for (String queue : List.of("sealpost.one", "sealpost.other")) {
      BytesMessage copy = (BytesMessage) broker.receive(queue);
      byte[] arrived = new byte[(int) copy.getBodyLength()];
      copy.readBytes(arrived);
      assertThat(arrived).isEqualTo(body);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 200_000, 2_000_000})
  void textOfAnySizeArrivesInEveryCopy(int size) throws Exception {
    // With a lone surrogate, which no conversion to UTF-8 and back would leave as it is.
    String body = "\ud83d é €".repeat(size / 5);
    broker.send("sealpost.source", body);

    broker.forward(
        "sealpost.source",
        Forward.to("sealpost.one", Map.of("copy", 1)),
        Forward.to("sealpost.other", Map.of("copy", 2)));

    assertThat(((TextMessage) broker.receive("sealpost.one")).getText()).isEqualTo(body);
    assertThat(((TextMessage) broker.receive("sealpost.other")).getText()).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 300_000})
  void anObjectTravelsWithoutBeingDeserialised(int size) throws Exception {
    // An object of a class that nobody here can load, as the sender serialised it.
    broker.send(
        "sealpost.source",
        session -> session.createObjectMessage(new Unloadable("x".repeat(size))));

    broker.forward("sealpost.source", ONWARD);
    Message arrived = broker.receive("sealpost.onward");

    assertThat(RawBody.kind(arrived)).isEqualTo("object");
    assertThat(new String(RawBody.bytes(arrived), StandardCharsets.ISO_8859_1))
        .contains(Unloadable.class.getName())
        .contains("x".repeat(size));
    // -Djdk.serialFilter and our deny list both say no.
    assertThatThrownBy(() -> arrived.getBody(Serializable.class)).isInstanceOf(JMSException.class);
  }

  @Test
  void mapsStreamsAndMessagesWithoutABodyTravelToo() throws Exception {
    broker.send(
        "sealpost.source",
        session -> {
          MapMessage map = session.createMapMessage();
          map.setInt("n", 7);
          return map;
        });
    broker.send(
        "sealpost.source",
        session -> {
          StreamMessage stream = session.createStreamMessage();
          stream.writeString("s");
          stream.writeInt(8);
          return stream;
        });
    broker.send("sealpost.source", JMSContext::createMessage);

    broker.forward("sealpost.source", ONWARD);
    broker.forward("sealpost.source", ONWARD);
    broker.forward("sealpost.source", ONWARD);

    assertThat(((MapMessage) broker.receive("sealpost.onward")).getInt("n")).isEqualTo(7);
    StreamMessage stream = (StreamMessage) broker.receive("sealpost.onward");
    assertThat(stream.readString()).isEqualTo("s");
    assertThat(stream.readInt()).isEqualTo(8);
    assertThat(RawBody.kind(broker.receive("sealpost.onward"))).isEqualTo("message");
  }

  @Test
  void aCompressedMessageTravels() throws Exception {
    String body = "compressible ".repeat(100_000);
    try (ActiveMQConnectionFactory compressing =
        new ActiveMQConnectionFactory(broker.broker().url())) {
      compressing.setCompressLargeMessage(true);
      try (JMSContext session =
          compressing.createContext(
              TestBroker.CREDENTIALS.userName(), TestBroker.CREDENTIALS.password().reveal())) {
        session.createProducer().send(session.createQueue("sealpost.source"), body);
      }
    }
    broker.forward("sealpost.source", ONWARD);
    assertThat(((TextMessage) broker.receive("sealpost.onward")).getText()).isEqualTo(body);
  }

  private static BytesMessage bytes(JMSContext session, byte[] body) throws JMSException {
    BytesMessage message = session.createBytesMessage();
    message.writeBytes(body);
    return message;
  }

  private record Unloadable(String text) implements Serializable {}
}
