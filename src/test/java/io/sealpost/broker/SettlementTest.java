package io.sealpost.broker;

import static io.sealpost.broker.SourceRoute.ONWARD;
import static io.sealpost.broker.SourceRoute.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.component.jms.JmsConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SettlementTest {
  @TempDir private Path folder;
  private SourceRoute route;

  @BeforeEach
  void start() throws IOException {
    route = new SourceRoute(folder);
  }

  @AfterEach
  void stop() throws IOException {
    route.close();
  }

  @Test
  void doneWithNothingToFollowIsGone() throws Exception {
    route.start(1, exchange -> route.handover.settle(Settlement.done()));

    route.broker.send("sealpost.source", "done");

    await().until(() -> route.broker.messagesOn("sealpost.source") == 0);
  }

  @Test
  void theFirstSettlementStands() throws Exception {
    Queue<Boolean> accepted = new ConcurrentLinkedQueue<>();
    route.start(
        1,
        exchange -> {
          accepted.add(route.handover.settle(ONWARD));
          accepted.add(
              route.handover.settle(
                  Settlement.forward(Forward.to("sealpost.elsewhere", Map.of()))));
        });

    route.broker.send("sealpost.source", "settled");

    assertThat(route.broker.receive("sealpost.onward")).isNotNull();
    assertThat(accepted).containsExactly(true, false);
    assertThat(route.broker.messagesOn("sealpost.elsewhere")).isZero();
  }

  @Test
  void aTransactionIsCommittedThoughItsContainersStopIsCutShort() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    route.start(
        1,
        exchange -> {
          begun.countDown();
          answered.await();
          route.handover.settle(ONWARD);
        });
    route.broker.send("sealpost.source", "answered");
    begun.await();

    JmsConsumer consumer = (JmsConsumer) route.camel().getRoutes().get(0).getConsumer();
    Thread stop =
        new Thread(((TransactedListenerContainer) consumer.getListenerContainer())::shutdown);
    stop.start();
    await().until(() -> stop.getState() == Thread.State.TIMED_WAITING);
    stop.interrupt();
    await().until(() -> !stop.isInterrupted());
    answered.countDown();
    stop.join();

    assertThat(body(route.broker.receive("sealpost.onward"))).isEqualTo("answered");
    assertThat(route.broker.messagesOn("sealpost.source")).isZero();
  }

  @Test
  void onAnotherThreadThereIsNothingToSettle() {
    assertThatThrownBy(() -> route.handover.settle(ONWARD))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(Thread.currentThread().getName());
  }

  @Test
  void aRetryIsKeptBackByTheBrokerAndTellsItsAttempt() throws Exception {
    Queue<String> ids = new ConcurrentLinkedQueue<>();
    CountDownLatch second = new CountDownLatch(1);
    route.start(
        1,
        exchange -> {
          Message message = exchange.getMessage().getBody(Message.class);
          ids.add(message.getJMSMessageID());
          IncomingMessage incoming = JmsMessages.properties(message);
          if (incoming.attempt() == 1) {
            route.handover.settle(
                Settlement.forward(
                    new Forward(
                        "sealpost.source",
                        Map.of(PropertyNames.ATTEMPT, 2, PropertyNames.DELIVERY_ID, "del_1"),
                        Set.of(),
                        Duration.ofSeconds(3))));
          } else {
            assertThat(incoming.deliveryId()).isEqualTo("del_1");
            second.countDown();
            route.handover.settle(ONWARD);
          }
        });

    route.broker.send("sealpost.source", "retried");

    await().until(() -> route.broker.depth("sealpost.source").scheduled() == 1);
    assertThat(second.getCount()).isEqualTo(1);
    second.await();
    assertThat(body(route.broker.receive("sealpost.onward"))).isEqualTo("retried");
    // A new id at each hop: ours is what stays.
    assertThat(Set.copyOf(ids)).hasSize(2);
  }
}
