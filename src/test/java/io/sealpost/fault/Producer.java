package io.sealpost.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sealpost.broker.BrokerCredentials;
import io.sealpost.broker.Queues;
import io.sealpost.fault.LedgerEntry.Doubt;
import io.sealpost.fault.LedgerEntry.OfMessage;
import io.sealpost.fault.LedgerEntry.Sent;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends messages with ids of their own to the activation {@value #ACTIVATION}, from two threads
 * with a commit for some, and two whose every send is confirmed by itself. None is sent a second
 * time: what threw is in doubt, and stays so.
 */
final class Producer implements Closeable {
  static final String ACTIVATION = "probe";

  private static final Logger LOG = LoggerFactory.getLogger(Producer.class);
  private static final int THREADS = 4;
  private static final int MESSAGES_PER_COMMIT = 7;
  private static final long RECONNECT_MILLIS = 200;

  private final Ledger ledger;
  private final ActiveMQConnectionFactory connections;
  private final BrokerCredentials credentials;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger ids = new AtomicInteger();

  Producer(Ledger ledger, String url, BrokerCredentials credentials) {
    this.ledger = ledger;
    this.connections = new ActiveMQConnectionFactory(url);
    this.credentials = credentials;
  }

  /** Attributes of exactly so many bytes, with the id among them. */
  static byte[] attributes(String id, int bytes) {
    String begin = "{\"id\":\"" + id + "\",\"pad\":\"";
    int pad = bytes - begin.length() - 2;
    if (pad < 0) {
      throw new IllegalArgumentException(bytes + " bytes have no room for " + begin);
    }
    return (begin + "x".repeat(pad) + "\"}").getBytes(UTF_8);
  }

  /**
   * Begins to send; where the broker is gone, waits for it.
   *
   * @param body of the message with that id and number, from 0
   * @return done when all are confirmed or in doubt
   */
  CompletableFuture<Void> send(int messages, BiFunction<String, Integer, byte[]> body) {
    return send(
        messages, (Parcel.Maker) (session, id, number) -> parcel(session, id, number, body));
  }

  /** As {@link #send(int, BiFunction)}, of messages of any kind. */
  CompletableFuture<Void> send(int messages, Parcel.Maker maker) {
    AtomicInteger left = new AtomicInteger(messages);
    List<CompletableFuture<Void>> work = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int perCommit = i % 2 == 0 ? MESSAGES_PER_COMMIT : 1;
      work.add(CompletableFuture.runAsync(() -> send(left, perCommit, maker), threads));
    }
    return CompletableFuture.allOf(work.toArray(CompletableFuture[]::new));
  }

  private void send(AtomicInteger left, int perCommit, Parcel.Maker maker) {
    while (left.get() > 0 && closed.getCount() > 0) {
      try (JMSContext session = open(perCommit > 1)) {
        JMSProducer producer = session.createProducer();
        while (left.get() > 0) {
          sendSome(session, producer, left, perCommit, maker);
        }
      } catch (JMSRuntimeException e) {
        LOG.debug("The broker is gone", e);
        pause();
      }
    }
  }

  private void sendSome(
      JMSContext session,
      JMSProducer producer,
      AtomicInteger left,
      int perCommit,
      Parcel.Maker maker) {
    List<Sent> begun = new ArrayList<>();
    try {
      while (begun.size() < perCommit && left.getAndDecrement() > 0) {
        int number = ids.getAndIncrement();
        String id = "m-%06d".formatted(number);
        Parcel parcel = maker.make(session, id, number);
        begun.addAll(parcel.sent(id));
        producer.setDisableMessageID(!parcel.numbered());
        producer.setTimeToLive(parcel.timeToLive().toMillis());
        producer.send(session.createQueue(Queues.ACTIVATIONS), parcel.message());
      }
      if (session.getTransacted()) {
        session.commit();
      }
    } catch (JMSRuntimeException | JMSException e) {
      ledger.append(begun.stream().map(sent -> doubt(sent)).toList());
      throw e instanceof JMSRuntimeException thrown
          ? thrown
          : new JMSRuntimeException("No message could be made", null, e);
    }
    ledger.append(begun);
  }

  private static OfMessage doubt(Sent sent) {
    return new Doubt(sent.message(), sent.sha256());
  }

  /** Text and bytes in turn. */
  private static Parcel parcel(
      JMSContext session, String id, int number, BiFunction<String, Integer, byte[]> body)
      throws JMSException {
    byte[] content = body.apply(id, number);
    Message message;
    if (number % 2 == 0) {
      message = session.createTextMessage(new String(content, UTF_8));
    } else {
      BytesMessage bytes = session.createBytesMessage();
      bytes.writeBytes(content);
      message = bytes;
    }
    message.setStringProperty("activation", ACTIVATION);
    message.setStringProperty("eventId", id);
    return Parcel.of(message, content);
  }

  private JMSContext open(boolean transacted) {
    return connections.createContext(
        credentials.userName(),
        credentials.password().reveal(),
        transacted ? JMSContext.SESSION_TRANSACTED : JMSContext.AUTO_ACKNOWLEDGE);
  }

  private void pause() {
    try {
      if (closed.await(RECONNECT_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new CompletionException("Closed before all was sent", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException("Interrupted before all was sent", e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    threads.shutdownNow();
    connections.close();
  }
}
