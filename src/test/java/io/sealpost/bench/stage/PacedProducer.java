package io.sealpost.bench.stage;

import io.sealpost.broker.Queues;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** Sends at a steady rate, whether or not anybody keeps up. */
final class PacedProducer {
  /** A commit takes a millisecond or two: one after another would not make the rate. */
  private static final int SESSIONS = 8;

  private PacedProducer() {}

  /**
   * Returns when all are committed.
   *
   * @param from number of the first
   * @return when each commit returned, in microseconds
   */
  static long[] send(
      ConnectionFactory connections, int from, int perSecond, int messages, int activations)
      throws Exception {
    long[] committed = new long[messages];
    long begin = System.nanoTime();
    ExecutorService threads = Executors.newFixedThreadPool(SESSIONS);
    try (Connection connection = connections.createConnection()) {
      List<Future<?>> work = new ArrayList<>();
      for (int i = 0; i < SESSIONS; i++) {
        int first = i;
        work.add(
            threads.submit(
                () -> {
                  try (Session session = connection.createSession(Session.SESSION_TRANSACTED)) {
                    MessageProducer producer =
                        session.createProducer(session.createQueue(Queues.ACTIVATIONS));
                    for (int n = first; n < messages; n += SESSIONS) {
                      await(begin + (long) (n * 1e9 / perSecond));
                      send(session, producer, from + n, activations);
                      committed[n] = Micros.now();
                    }
                  }
                  return null;
                }));
      }
      for (Future<?> one : work) {
        one.get();
      }
      return committed;
    } finally {
      threads.shutdownNow();
    }
  }

  private static void send(Session session, MessageProducer producer, int number, int activations)
      throws JMSException {
    producer.send(ActivationProducer.message(session, number, activations));
    session.commit();
  }

  private static void await(long nanoTime) {
    for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
