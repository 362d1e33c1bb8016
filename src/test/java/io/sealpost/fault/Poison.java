package io.sealpost.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.StreamMessage;
import java.util.List;

/**
 * A message no request can be made of.
 *
 * @param reason it has to be dead for
 */
record Poison(String reason, Kind kind) {
  /** Of an activation whose templates want more of a message than {@link Producer#ACTIVATION}'s. */
  static final String PICKY = "picky";

  /** One of each kind that a message alone can be. */
  static final List<Poison> ALL =
      List.of(
          addressed("no-activation", "activation", "nobody"),
          addressed("no-subscriber", "event", "nothing-anybody-listens-to"),
          addressed("reserved-event", "event", "delivery.dead"),
          new Poison("no-identity", session -> session.createTextMessage("{}")),
          new Poison("no-activation", session -> session.createTextMessage("{}")),
          new Poison("invalid-property", session -> with(session, "journey", 7)),
          new Poison("invalid-property", session -> with(session, "event", true)),
          new Poison("invalid-property", session -> with(session, "journey", "j".repeat(257))),
          new Poison("invalid-property", session -> with(session, "orderingKey", 1.5)),
          new Poison("unsupported-message", session -> session.createObjectMessage("an object")),
          new Poison("unsupported-message", Poison::map),
          new Poison("unsupported-message", Poison::stream),
          new Poison("unsupported-message", JMSContext::createMessage),
          text("empty-message", ""),
          text("empty-message", " \n\t "),
          text("invalid-json", "{'id': 1}"),
          text("invalid-json", "x"),
          text("invalid-json", "{} {}"),
          text("invalid-json", "{\"n\": NaN}"),
          text("not-an-object", "[1]"),
          text("not-an-object", "1"),
          text("duplicate-key", "{\"a\": 1, \"a\": 2}"),
          text("too-deep", "{\"a\": " + "[".repeat(200) + "]".repeat(200) + "}"),
          text("too-deep", "[".repeat(100_000)),
          text("lone-surrogate", "{\"a\": \"\\ud83d\"}"),
          text("too-large", new String(Producer.attributes("large", 1024 * 1024 + 1), ISO_8859_1)),
          new Poison("invalid-utf8", session -> bytes(session, "{\"a\": \"\u00e9\"}")),
          picky("missing-attribute", "{}"),
          picky("missing-attribute", "{\"segment\": null, \"value\": \"v\", \"key\": \"k\"}"),
          picky("url-refused", "{\"segment\": \"..\", \"value\": \"v\", \"key\": \"k\"}"),
          picky("url-refused", "{\"segment\": \"\", \"value\": \"v\", \"key\": \"k\"}"),
          picky(
              "invalid-header-value",
              "{\"segment\": \"s\", \"value\": \"a\\r\\nX-Evil: 1\", \"key\": \"k\"}"),
          picky("function-failed", "{\"segment\": \"s\", \"value\": \"v\", \"key\": \"\"}"));

  /** What is wrong with it is in its body or in its type. */
  @FunctionalInterface
  interface Kind {
    /** Without an {@code activation}: it gets the usual one, where it gets none here. */
    Message make(JMSContext session) throws JMSException;
  }

  /** Lines of {@link #PICKY}'s file beside name, connection and URL, which ends in its segment. */
  static String pickyYaml(int receiverPort) {
    return """
    activation: %s
    connection: receiver
    url: https://localhost:%d/{{segment}}
    customHeaders:
      X-Value: "{{value}}"
      X-Signature: ${hmac_sha256_hex({{key}}, {{value}})}
    requestBody: "{{attributes}}"
    """
        .formatted(PICKY, receiverPort);
  }

  Parcel parcel(JMSContext session, String id) throws JMSException {
    Message message = kind.make(session);
    message.setStringProperty("eventId", id);
    if (!reason.equals("no-activation")
        && !message.propertyExists("activation")
        && !message.propertyExists("event")) {
      message.setStringProperty("activation", Producer.ACTIVATION);
    }
    Parcel parcel = Parcel.of(message, new byte[0]);
    return reason.equals("no-identity") ? parcel.withoutNumber() : parcel;
  }

  private static Poison addressed(String reason, String property, String value) {
    return new Poison(
        reason,
        session -> {
          Message message = session.createTextMessage("{}");
          message.setStringProperty(property, value);
          return message;
        });
  }

  private static Poison text(String reason, String body) {
    return new Poison(reason, session -> session.createTextMessage(body));
  }

  private static Poison picky(String reason, String body) {
    return new Poison(
        reason,
        session -> {
          Message message = session.createTextMessage(body);
          message.setStringProperty("activation", PICKY);
          return message;
        });
  }

  private static Message with(JMSContext session, String property, Object value)
      throws JMSException {
    Message message = session.createTextMessage("{}");
    message.setObjectProperty(property, value);
    message.setStringProperty("activation", Producer.ACTIVATION);
    return message;
  }

  private static Message bytes(JMSContext session, String latin) throws JMSException {
    BytesMessage message = session.createBytesMessage();
    message.writeBytes(latin.getBytes(ISO_8859_1));
    return message;
  }

  private static Message map(JMSContext session) throws JMSException {
    MapMessage message = session.createMapMessage();
    message.setString("id", "1");
    return message;
  }

  private static Message stream(JMSContext session) throws JMSException {
    StreamMessage message = session.createStreamMessage();
    message.writeString("{}");
    return message;
  }
}
