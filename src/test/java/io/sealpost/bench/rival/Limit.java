package io.sealpost.bench.rival;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.net.URI;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;

/**
 * The wall of this machine: one consumer, {@value #WINDOW} messages a transaction, all their calls
 * at once. No framework, no template, no retry: a window with a failure in it comes back whole.
 */
public final class Limit {
  private static final int WINDOW = 100;

  private final Task task = Task.given();
  private final BodySignature signature = new BodySignature(task.secret());
  private final URI uri = URI.create(task.url());
  private final CloseableHttpAsyncClient client =
      HttpAsyncClients.custom()
          .setConnectionManager(
              PoolingAsyncClientConnectionManagerBuilder.create()
                  .setMaxConnTotal(WINDOW)
                  .setMaxConnPerRoute(WINDOW)
                  .build())
          .disableAutomaticRetries()
          .disableCookieManagement()
          .disableAuthCaching()
          .disableRedirectHandling()
          .build();

  private Limit() {}

  public static void main(String[] arguments) throws JMSException {
    new Limit().run();
  }

  private void run() throws JMSException {
    client.start();
    try (ActiveMQConnectionFactory factory =
            new ActiveMQConnectionFactory(task.brokerUrl(), task.userName(), task.password());
        Connection connection = factory.createConnection();
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(session.createQueue(task.queue()))) {
      connection.start();
      while (true) {
        if (deliverWindow(consumer)) {
          session.commit();
        } else {
          session.rollback();
        }
      }
    }
  }

  /** Returns whether all were delivered. */
  private boolean deliverWindow(MessageConsumer consumer) throws JMSException {
    Phaser calls = new Phaser(1);
    AtomicInteger failed = new AtomicInteger();
    Message message = consumer.receive();
    for (int taken = 1; message != null; taken++) {
      calls.register();
      var unused = client.execute(request(message), new Answer(calls, failed));
      message = taken < WINDOW ? consumer.receiveNoWait() : null;
    }
    calls.arriveAndAwaitAdvance();
    return failed.get() == 0;
  }

  private SimpleHttpRequest request(Message message) throws JMSException {
    byte[] body = message.getBody(String.class).getBytes(UTF_8);
    return SimpleRequestBuilder.post(uri)
        .setBody(body, ContentType.APPLICATION_JSON)
        .addHeader(BodySignature.HEADER, signature.of(body))
        .addHeader("X-Event-Id", message.getStringProperty("eventId"))
        .build();
  }

  private record Answer(Phaser calls, AtomicInteger failures)
      implements FutureCallback<SimpleHttpResponse> {
    @Override
    public void completed(SimpleHttpResponse response) {
      if (response.getCode() / 100 != 2) {
        failures.incrementAndGet();
      }
      calls.arriveAndDeregister();
    }

    @Override
    public void failed(Exception failure) {
      failures.incrementAndGet();
      calls.arriveAndDeregister();
    }

    @Override
    public void cancelled() {
      failures.incrementAndGet();
      calls.arriveAndDeregister();
    }
  }
}
