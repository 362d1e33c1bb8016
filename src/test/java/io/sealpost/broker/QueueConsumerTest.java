package io.sealpost.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class QueueConsumerTest {
  /** Longer than any test may take. */
  private static final long LONG_MILLIS = 600_000;

  @TempDir private Path folder;
  private TestBroker broker;
  private Connection connection;
  private QueueConsumer consumer;

  @BeforeEach
  void start() throws IOException, JMSException {
    broker = TestBroker.start(folder);
    connection = broker.connections().createConnection();
    connection.start();
    Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
    consumer = new QueueConsumer(session, session.createQueue("sealpost.source"), null, 0);
  }

  @AfterEach
  void stop() throws IOException, JMSException {
    connection.close();
    broker.close();
  }

  @Test
  void aWaitIsEndedWithoutAnInterruptThatOutlivesIt() throws Exception {
    AtomicReference<Thread> receiver = new AtomicReference<>();
    CompletableFuture<Boolean> interrupted =
        CompletableFuture.supplyAsync(
            () -> {
              receiver.set(Thread.currentThread());
              assertThat(received(LONG_MILLIS)).isFalse();
              return Thread.currentThread().isInterrupted();
            });
    await()
        .until(
            () ->
                receiver.get() != null && receiver.get().getState() == Thread.State.TIMED_WAITING);

    consumer.wake();

    assertThat(interrupted.get()).isFalse();
  }

  @Test
  void aWaitThatWasToEndBeforeItBeganDoesNotBegin() throws Exception {
    broker.send("sealpost.source", "x");

    consumer.wake();

    assertThat(received(LONG_MILLIS)).isFalse();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(received(LONG_MILLIS)).as("once").isTrue();
  }

  private boolean received(long millis) {
    try {
      return consumer.receive(millis) != null;
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }
}
