package io.sealpost.broker;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@Timeout(120)
class QueueBrowseTest {
  private static final int MESSAGES = 30;

  /** A plain browser leaves out the rest of the queue in one of ten looks. */
  private static final int LOOKS = 30;

  /** More than a look is sent without asking. */
  private static final int DEEP = 3_000;

  @TempDir Path folder;

  @Test
  void seesWhatIsBehindLargeMessages() throws Exception {
    try (TestBroker broker = TestBroker.start(folder);
        Connection connection = broker.connections().createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      connection.start();
      MessageProducer producer = session.createProducer(session.createQueue("large"));
      for (int number = 0; number < MESSAGES; number++) {
        producer.send(message(session, number));
      }

      List<Integer> all = IntStream.range(0, MESSAGES).boxed().toList();
      for (int look = 0; look < LOOKS; look++) {
        assertThat(numbers(session)).isEqualTo(all);
      }
    }
  }

  @Test
  void whatAConsumerBringsIntoMemoryDuringTheLookIsSeenOnce() throws Exception {
    try (TestBroker broker = TestBroker.shallow(folder);
        Connection connection = broker.connections().createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
      connection.start();
      fill(session);
      for (int look = 1; look <= 10; look++) {
        toTheEnd(session, DEEP / 50);
        List<String> seen = new ArrayList<>();

        try (QueueBrowse browse = new QueueBrowse(session, "deep");
            Session other = connection.createSession(true, Session.SESSION_TRANSACTED)) {
          while (seen.size() < look * DEEP / 50) {
            seen.add(browse.next().getJMSMessageID());
          }
          assertThat(other.createConsumer(deep(other)).receive(10_000)).isNotNull();
          for (Message next = browse.next(); next != null; next = browse.next()) {
            seen.add(next.getJMSMessageID());
          }
        }

        assertThat(seen).doesNotHaveDuplicates().hasSizeGreaterThan(DEEP / 2);
      }
    }
  }

  @Test
  void aQueueThatIsNotThereHasNoMessages() throws Exception {
    try (TestBroker broker = TestBroker.start(folder);
        Connection connection = broker.connections().createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        QueueBrowse browse = new QueueBrowse(session, "not.there")) {
      connection.start();

      assertThat(browse.next()).isNull();
    }
  }

  private static void fill(Session session) throws JMSException {
    MessageProducer producer = session.createProducer(deep(session));
    for (int number = 0; number < DEEP; number++) {
      BytesMessage message = session.createBytesMessage();
      message.writeBytes(new byte[1024]);
      producer.send(message);
    }
    session.commit();
  }

  private static void toTheEnd(Session session, int messages) throws JMSException {
    try (MessageConsumer consumer = session.createConsumer(deep(session));
        MessageProducer producer = session.createProducer(deep(session))) {
      for (int number = 0; number < messages; number++) {
        producer.send(consumer.receive(10_000));
      }
      session.commit();
    }
  }

  private static Queue deep(Session session) throws JMSException {
    return session.createQueue("deep");
  }

  private static Message message(Session session, int number) throws JMSException {
    BytesMessage message = session.createBytesMessage();
    message.writeBytes(new byte[number % 5 == 3 ? 150 * 1024 : 10]);
    message.setIntProperty("number", number);
    return message;
  }

  private static List<Integer> numbers(Session session) throws JMSException {
    List<Integer> numbers = new ArrayList<>();
    try (QueueBrowse browse = new QueueBrowse(session, "large")) {
      for (Message message = browse.next(); message != null; message = browse.next()) {
        numbers.add(message.getIntProperty("number"));
      }
    }
    return numbers;
  }
}
