package io.sealpost.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TransactedListenerContainerTest {
  private static final Settlement ONWARD =
      Settlement.forward(Forward.to("sealpost.onward", Map.of()));

  @TempDir Path folder;
  private TestBroker broker;
  private final Handover handover = new Handover();
  private CamelContext camel;

  @BeforeEach
  void start() throws Exception {
    broker = TestBroker.start(folder);
  }

  @AfterEach
  void stop() throws Exception {
    if (camel != null) {
      camel.stop();
    }
    broker.close();
  }

  @Test
  void aMessageAloneIsCommittedAtOnceHoweverManyATransactionMayHold() throws Exception {
    route(100, exchange -> handover.settle(ONWARD));

    broker.send("sealpost.source", "alone");

    await().until(() -> broker.messagesOn("sealpost.source") == 0);
    assertThat(body(broker.receive("sealpost.onward"))).isEqualTo("alone");
  }

  @Test
  void messagesThatWaitShareATransactionAndKeepTheirOrder() throws Exception {
    sendTogether("0", "1", "2", "3", "4");
    CountDownLatch last = new CountDownLatch(1);
    CountDownLatch seen = new CountDownLatch(5);
    route(
        100,
        exchange -> {
          seen.countDown();
          if (body(exchange).equals("4")) {
            last.await();
          }
          handover.settle(ONWARD);
        });
    seen.await();

    // Four are handled, and none of them has left yet.
    assertThat(broker.depth("sealpost.source").delivering()).isEqualTo(5);
    assertThat(broker.receive("sealpost.onward", 100)).isNull();

    last.countDown();
    for (String body : List.of("0", "1", "2", "3", "4")) {
      assertThat(body(broker.receive("sealpost.onward"))).isEqualTo(body);
    }
    await().until(() -> broker.messagesOn("sealpost.source") == 0);
  }

  @Test
  void aTransactionHoldsNoMoreThanItMay() throws Exception {
    sendTogether("0", "1", "2");
    CountDownLatch last = new CountDownLatch(1);
    route(
        2,
        exchange -> {
          if (body(exchange).equals("2")) {
            last.await();
          }
          handover.settle(ONWARD);
        });

    // Two are committed while the third is being handled.
    assertThat(body(broker.receive("sealpost.onward"))).isEqualTo("0");
    assertThat(body(broker.receive("sealpost.onward"))).isEqualTo("1");
    last.countDown();
    assertThat(body(broker.receive("sealpost.onward"))).isEqualTo("2");
  }

  @Test
  void aPoisonMessageComesBackAndItsNeighboursPassOnce() throws Exception {
    sendTogether("0", "1", "poison", "3", "4");
    AtomicBoolean cured = new AtomicBoolean();
    AtomicInteger tries = new AtomicInteger();
    route(
        100,
        exchange -> {
          if (body(exchange).equals("poison") && !cured.get()) {
            tries.incrementAndGet();
            throw new IllegalStateException("cannot handle it");
          }
          handover.settle(ONWARD);
        });

    await().until(() -> broker.messagesOn("sealpost.onward") == 4 && tries.get() > 1);
    assertThat(broker.messagesOn("sealpost.source")).isEqualTo(1);
    assertThat(bodies("sealpost.onward", 4)).containsExactlyInAnyOrder("0", "1", "3", "4");

    cured.set(true);
    assertThat(body(broker.receive("sealpost.onward", 10_000))).isEqualTo("poison");
    await().until(() -> broker.messagesOn("sealpost.source") == 0);
    assertThat(broker.messagesOn("sealpost.onward")).isZero();
  }

  @Test
  void afterAPoisonMessageManyATransactionAreHandledAgain() throws Exception {
    AtomicInteger failures = new AtomicInteger();
    CountDownLatch both = new CountDownLatch(2);
    CountDownLatch go = new CountDownLatch(1);
    route(
        2,
        exchange -> {
          String body = body(exchange);
          if (body.equals("poison") && failures.getAndIncrement() == 0) {
            throw new IllegalStateException("once");
          }
          if (body.startsWith("late")) {
            both.countDown();
            if (body.equals("late 1")) {
              go.await();
            }
          }
          handover.settle(ONWARD);
        });
    broker.send("sealpost.source", "poison");
    broker.send("sealpost.source", "next");
    assertThat(bodies("sealpost.onward", 2)).containsExactlyInAnyOrder("poison", "next");

    sendTogether("late 0", "late 1");
    both.await();
    assertThat(broker.depth("sealpost.source").delivering()).isEqualTo(2);
    go.countDown();
  }

  @Test
  void aRouteThatHandsOverNothingKeepsTheMessage() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    route(
        1,
        exchange -> {
          if (tries.incrementAndGet() > 1) {
            handover.settle(ONWARD);
          }
        });

    broker.send("sealpost.source", "kept");

    assertThat(body(broker.receive("sealpost.onward", 10_000))).isEqualTo("kept");
    assertThat(tries).hasValue(2);
  }

  @Test
  void doneWithNothingToFollowIsGone() throws Exception {
    route(1, exchange -> handover.settle(Settlement.done()));

    broker.send("sealpost.source", "done");

    await().until(() -> broker.messagesOn("sealpost.source") == 0);
  }

  @Test
  void aSettlementStandsThoughItsRouteFailsAfterItAndIsNotTakenForTheNextMessage()
      throws Exception {
    AtomicInteger tries = new AtomicInteger();
    route(
        1,
        exchange -> {
          if (tries.incrementAndGet() == 1) {
            handover.settle(ONWARD);
            throw new IllegalStateException("after it was settled");
          }
          // Settles nothing from now on.
        });

    broker.send("sealpost.source", "settled");
    broker.send("sealpost.source", "kept");

    await().until(() -> tries.get() > 2);
    assertThat(body(broker.receive("sealpost.onward"))).isEqualTo("settled");
    assertThat(broker.messagesOn("sealpost.onward")).isZero();
    assertThat(broker.messagesOn("sealpost.source")).isEqualTo(1);
  }

  @Test
  void theFirstSettlementStands() throws Exception {
    Queue<Boolean> accepted = new ConcurrentLinkedQueue<>();
    route(
        1,
        exchange -> {
          accepted.add(handover.settle(ONWARD));
          accepted.add(
              handover.settle(Settlement.forward(Forward.to("sealpost.elsewhere", Map.of()))));
        });

    broker.send("sealpost.source", "settled");

    assertThat(broker.receive("sealpost.onward")).isNotNull();
    assertThat(accepted).containsExactly(true, false);
    assertThat(broker.messagesOn("sealpost.elsewhere")).isZero();
  }

  @Test
  void onAnotherThreadThereIsNothingToSettle() {
    assertThatThrownBy(() -> handover.settle(ONWARD))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(Thread.currentThread().getName());
  }

  @Test
  void aRetryIsKeptBackByTheBrokerAndTellsItsAttempt() throws Exception {
    Queue<String> ids = new ConcurrentLinkedQueue<>();
    CountDownLatch second = new CountDownLatch(1);
    route(
        1,
        exchange -> {
          Message message = exchange.getMessage().getBody(Message.class);
          ids.add(message.getJMSMessageID());
          IncomingMessage incoming = JmsMessages.properties(message);
          if (incoming.attempt() == 1) {
            handover.settle(
                Settlement.forward(
                    new Forward(
                        "sealpost.source",
                        Map.of(PropertyNames.ATTEMPT, 2, PropertyNames.DELIVERY_ID, "del_1"),
                        Set.of(),
                        Duration.ofSeconds(3))));
          } else {
            assertThat(incoming.deliveryId()).isEqualTo("del_1");
            second.countDown();
            handover.settle(ONWARD);
          }
        });

    broker.send("sealpost.source", "retried");

    await().until(() -> broker.depth("sealpost.source").scheduled() == 1);
    assertThat(second.getCount()).isEqualTo(1);
    second.await();
    assertThat(body(broker.receive("sealpost.onward"))).isEqualTo("retried");
    // A new id at each hop: ours is what stays.
    assertThat(Set.copyOf(ids)).hasSize(2);
  }

  @Test
  void noPropertyBecomesAHeaderAndNoBodyIsRead() throws Exception {
    Queue<Map<String, Object>> headers = new ConcurrentLinkedQueue<>();
    Queue<Object> types = new ConcurrentLinkedQueue<>();
    route(
        1,
        exchange -> {
          types.add(exchange.getMessage().getBody());
          headers.add(Map.copyOf(nonNull(exchange.getMessage().getHeaders())));
          handover.settle(ONWARD);
        });
    broker.send(
        "sealpost.source",
        session -> {
          Message message = session.createObjectMessage("x");
          message.setStringProperty("CamelHttpUri", "https://evil.example/");
          message.setStringProperty("cAmelHttpUri", "https://evil.example/");
          message.setStringProperty("Content_HYPHEN_Encoding", "gzip");
          message.setJMSReplyTo(session.createQueue("sealpost.reply"));
          return message;
        });

    assertThat(broker.receive("sealpost.onward")).isNotNull();
    assertThat(types.remove()).isInstanceOf(Message.class);
    assertThat(headers.remove().keySet())
        .allMatch(name -> name.startsWith("JMS") || name.equals("CamelMessageTimestamp"));
    assertThat(broker.messagesOn("sealpost.reply")).isZero();
  }

  @Test
  void whatAStepSendsItselfJoinsTheTransaction() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    route(
        1,
        exchange -> {
          exchange.getContext().createProducerTemplate().sendBody("jms:sealpost.audit", "audited");
          if (tries.incrementAndGet() < 3) {
            throw new IllegalStateException("after the send");
          }
          handover.settle(ONWARD);
        });

    broker.send("sealpost.source", "x");

    assertThat(broker.receive("sealpost.onward", 10_000)).isNotNull();
    assertThat(broker.messagesOn("sealpost.audit")).isEqualTo(1);
  }

  @Test
  void consumersGrowWithTheLoad() throws Exception {
    CountDownLatch together = new CountDownLatch(8);
    route(
        1,
        "&concurrentConsumers=1&maxConcurrentConsumers=8",
        exchange -> {
          together.countDown();
          together.await();
          handover.settle(ONWARD);
        });

    for (int i = 0; i < 8; i++) {
      broker.send("sealpost.source", "m" + i);
    }

    assertThat(together.await(60, TimeUnit.SECONDS)).isTrue();
    await().until(() -> broker.messagesOn("sealpost.onward") == 8);
  }

  @Test
  void whatIsBeingHandledWhenTheContextStopsIsCommitted() throws Exception {
    CountDownLatch handling = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    route(
        1,
        exchange -> {
          handling.countDown();
          go.await();
          handover.settle(ONWARD);
        });
    broker.send("sealpost.source", "in flight");
    handling.await();
    assertThat(handover.awaitIdle(Duration.ofMillis(1))).isFalse();

    Thread stopping = new Thread(camel::stop);
    stopping.start();
    await().until(() -> camel.getStatus().isStopping());
    go.countDown();
    stopping.join();

    assertThat(handover.awaitIdle(Duration.ofSeconds(30))).isTrue();
    assertThat(body(broker.receive("sealpost.onward"))).isEqualTo("in flight");
    assertThat(broker.messagesOn("sealpost.source")).isZero();
  }

  @Test
  void aConsumerThatWouldNotOwnItsTransactionDoesNotStart() {
    assertThatThrownBy(() -> route(1, "&transacted=false", exchange -> handover.settle(ONWARD)))
        .hasMessageContaining("transacted=true");
    assertThatThrownBy(
            () -> route(1, "&cacheLevelName=CACHE_NONE", exchange -> handover.settle(ONWARD)))
        .hasMessageContaining("CACHE_CONSUMER");
    assertThatThrownBy(() -> new TransactedListenerContainerFactory(handover, 0))
        .hasMessageContaining("messagesPerTransaction");
  }

  private void route(int messagesPerTransaction, Processor step) throws Exception {
    route(messagesPerTransaction, "", step);
  }

  private void route(int messagesPerTransaction, String options, Processor step) throws Exception {
    camel = new DefaultCamelContext();
    camel.addComponent("jms", SealpostJms.component(broker.connections()));
    camel
        .getRegistry()
        .bind(
            "transactions",
            new TransactedListenerContainerFactory(handover, messagesPerTransaction));
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            errorHandler(noErrorHandler());
            from("jms:sealpost.source?messageListenerContainerFactory=#transactions" + options)
                .process(step);
          }
        });
    camel.start();
  }

  private void sendTogether(String... bodies) {
    try (JMSContext session = broker.connections().createContext(JMSContext.SESSION_TRANSACTED)) {
      for (String body : bodies) {
        session.createProducer().send(session.createQueue("sealpost.source"), body);
      }
      session.commit();
    }
  }

  private List<String> bodies(String queue, int count) throws JMSException {
    Queue<String> bodies = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < count; i++) {
      bodies.add(body(broker.receive(queue, 10_000)));
    }
    return List.copyOf(bodies);
  }

  private static String body(Exchange exchange) throws JMSException {
    return body(exchange.getMessage().getBody(Message.class));
  }

  private static String body(Message message) throws JMSException {
    return new String(RawBody.bytes(message), UTF_8);
  }

  private static Map<String, Object> nonNull(Map<String, Object> headers) {
    headers.values().removeIf(value -> value == null);
    return headers;
  }
}
