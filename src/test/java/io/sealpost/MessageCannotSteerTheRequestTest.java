package io.sealpost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealpost.receiver.Answer;
import io.sealpost.receiver.ReceivedRequest;
import io.sealpost.signature.HttpHeader;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Attributes fill the template; nothing else in a message reaches the request. */
class MessageCannotSteerTheRequestTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String BODY = "{\"user_id\":\"u-1\"}";

  /** Another one for each delivery. */
  private static final Set<String> OF_ITS_OWN = Set.of("Sealpost-Delivery-Id", "traceparent");

  /** Values that Camel or the broker would act on, were they to reach a header. */
  private static final Map<String, String> TELLING_VALUES =
      Map.of(
          "camelhttpuri", "https://127.0.0.1:1/evil",
          "camelhttppath", "/hook/../admin",
          "camelhttpquery", "admin=1",
          "camelhttpmethod", "DELETE",
          "camelhttprawquery", "admin=1",
          "content_hyphen_encoding", "gzip");

  @TempDir static Path folder;
  private static SealpostFixture sealpost;
  private static Seen plain;

  @BeforeAll
  static void start() throws Exception {
    sealpost = new SealpostFixture(folder).activation("welcome", "").start();
    sealpost.answer(request -> Answer.of(200));
    sealpost.send(BODY, Map.of("activation", "welcome"));
    plain = next(0);
    assertThat(plain.target()).isEqualTo("/welcome");
    assertThat(plain.body()).isEqualTo(BODY);
  }

  @AfterAll
  static void close() {
    sealpost.close();
  }

  @ParameterizedTest
  @MethodSource("properties")
  void aPropertyChangesNothingOfTheRequest(String name, String value) throws Exception {
    int before = sealpost.requests().size();
    try {
      sealpost.jmsWithoutPool(
          context -> {
            Message message = activationMessage(context.createTextMessage(BODY));
            set(message, name, value);
            context.createProducer().send(context.createQueue("sealpost.activations"), message);
            return null;
          });
    } catch (JMSException refused) {
      // JMS itself keeps some names to the provider: nobody can send such a message.
      assertThat(name).startsWith("JMS");
      return;
    }

    assertThat(next(before)).isEqualTo(plain);
  }

  @Test
  void allOfThemTogetherChangeNothing() throws Exception {
    int before = sealpost.requests().size();
    List<String[]> all = properties();
    sealpost.jmsWithoutPool(
        context -> {
          Message message = activationMessage(context.createTextMessage(BODY));
          for (String[] property : all) {
            if (!property[0].startsWith("JMS") && !property[0].startsWith("_AMQ_")) {
              message.setStringProperty(property[0], property[1]);
            }
          }
          context.createProducer().send(context.createQueue("sealpost.activations"), message);
          return null;
        });

    assertThat(next(before)).isEqualTo(plain);
  }

  @Test
  void aMessageThatWaitsForAReplyGetsNone() throws Exception {
    int before = sealpost.requests().size();
    sealpost.answer(
        request -> new Answer(200, List.of(), "reply?".getBytes(StandardCharsets.UTF_8)));
    sealpost.send(
        context -> {
          Message message = activationMessage(context.createTextMessage(BODY));
          message.setJMSReplyTo(context.createQueue("test.replies"));
          return message;
        });

    assertThat(next(before)).isEqualTo(plain);
    await().atMost(LIMIT).until(() -> sealpost.depth("sealpost.delivery.welcome") == 0);
    assertThat(sealpost.browse("test.replies")).isEmpty();
  }

  /** The rows of the vectors, and names that would steer camel-http at the same place. */
  static List<String[]> properties() {
    List<String[]> properties = new ArrayList<>();
    for (CSVRecord row : Vectors.headerCases("jms-property")) {
      String name = row.get("header");
      String value = TELLING_VALUES.getOrDefault(name.toLowerCase(Locale.ROOT), row.get(1));
      properties.add(new String[] {name, value});
    }
    assertThat(properties).hasSizeGreaterThan(20);
    for (String name : List.of("CamelHttpMethod", "CamelHttpRawQuery", "sealpostActivation")) {
      properties.add(
          new String[] {name, TELLING_VALUES.getOrDefault(name.toLowerCase(Locale.ROOT), "evil")});
    }
    properties.add(new String[] {"Content_HYPHEN_Encoding", "gzip"});
    properties.add(new String[] {"CamelHttpUri", "{{env:PATH}}"});
    properties.add(new String[] {"sealpostRequest", "evil"});
    properties.add(new String[] {"sealpostAttempt", "9"});
    return properties;
  }

  private static Message activationMessage(Message message) throws JMSException {
    message.setStringProperty("activation", "welcome");
    return message;
  }

  private static void set(Message message, String name, String value) throws JMSException {
    if (name.equals("JMSCorrelationID")) {
      message.setJMSCorrelationID(value);
    } else if (name.equals("_AMQ_SCHED_DELIVERY")) {
      // As a number it is the broker's; in the past, so that the test need not wait.
      message.setLongProperty(name, 1);
    } else {
      message.setStringProperty(name, value);
    }
  }

  private static Seen next(int before) {
    await().atMost(LIMIT).until(() -> sealpost.requests().size() > before);
    assertThat(sealpost.requests()).hasSize(before + 1);
    return Seen.of(sealpost.requests().get(before));
  }

  /** A request but for what is fresh in each. */
  private record Seen(String method, String target, List<HttpHeader> headers, String body) {
    static Seen of(ReceivedRequest request) {
      return new Seen(
          request.method(),
          request.target(),
          request.headers().stream().map(Seen::withoutFreshValue).toList(),
          new String(request.body(), StandardCharsets.UTF_8));
    }

    private static HttpHeader withoutFreshValue(HttpHeader header) {
      return OF_ITS_OWN.contains(header.name()) ? new HttpHeader(header.name(), "fresh") : header;
    }
  }
}
