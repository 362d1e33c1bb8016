package io.sealpost.broker;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class QueueBrowseTest {
  private static final int MESSAGES = 30;

  /** A plain browser leaves out the rest of the queue in one of ten looks. */
  private static final int LOOKS = 30;

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
