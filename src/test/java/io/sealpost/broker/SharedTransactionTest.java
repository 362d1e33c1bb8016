package io.sealpost.broker;

import static io.sealpost.broker.SourceRoute.ONWARD;
import static io.sealpost.broker.SourceRoute.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SharedTransactionTest {
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
  void aMessageAloneIsCommittedAtOnceHoweverManyATransactionMayHold() throws Exception {
    route.start(100, exchange -> route.handover.settle(ONWARD));

    route.broker.send("sealpost.source", "alone");

    await().until(() -> route.broker.messagesOn("sealpost.source") == 0);
    assertThat(body(route.broker.receive("sealpost.onward"))).isEqualTo("alone");
  }

  @Test
  void messagesThatWaitShareATransactionAndKeepTheirOrder() throws Exception {
    route.sendTogether("0", "1", "2", "3", "4");
    CountDownLatch last = new CountDownLatch(1);
    CountDownLatch seen = new CountDownLatch(5);
    route.start(
        100,
        exchange -> {
          if (body(exchange).equals("0")) {
            awaitHandedOut(5);
          }
          seen.countDown();
          if (body(exchange).equals("4")) {
            last.await();
          }
          route.handover.settle(ONWARD);
        });
    seen.await();

    // Four are handled, and none of them has left yet.
    assertThat(route.broker.depth("sealpost.source").delivering()).isEqualTo(5);
    assertThat(route.broker.receive("sealpost.onward", 100)).isNull();

    last.countDown();
    for (String body : List.of("0", "1", "2", "3", "4")) {
      assertThat(body(route.broker.receive("sealpost.onward"))).isEqualTo(body);
    }
    await().until(() -> route.broker.messagesOn("sealpost.source") == 0);
  }

  @Test
  void aTransactionHoldsNoMoreThanItMay() throws Exception {
    route.sendTogether("0", "1", "2");
    CountDownLatch last = new CountDownLatch(1);
    route.start(
        2,
        exchange -> {
          if (body(exchange).equals("2")) {
            last.await();
          }
          route.handover.settle(ONWARD);
        });

    // Two are committed while the third is being handled.
    assertThat(body(route.broker.receive("sealpost.onward"))).isEqualTo("0");
    assertThat(body(route.broker.receive("sealpost.onward"))).isEqualTo("1");
    last.countDown();
    assertThat(body(route.broker.receive("sealpost.onward"))).isEqualTo("2");
  }

  @Test
  void thoseThatKeepComingShareACommitUntilItIsFullOrTheirRouteStops() throws Exception {
    Queue<String> handled = new ConcurrentLinkedQueue<>();
    route.start(
        new TransactedListenerContainerFactory(route.handover, 3, seldom()),
        "",
        exchange -> {
          handled.add(body(exchange));
          route.handover.settle(ONWARD);
        });
    route.broker.send("sealpost.source", "first");
    assertThat(route.bodies("sealpost.onward", 1)).containsExactly("first");

    route.sendTogether("0", "1");
    await().until(() -> handled.contains("1"));
    assertThat(route.broker.messagesOn("sealpost.onward")).isZero();
    route.broker.send("sealpost.source", "2");
    assertThat(route.bodies("sealpost.onward", 3)).containsExactly("0", "1", "2");

    route.broker.send("sealpost.source", "last");
    await().until(() -> handled.contains("last"));
    assertThat(route.broker.messagesOn("sealpost.onward")).isZero();
    route.camel().stop();
    assertThat(route.bodies("sealpost.onward", 1)).containsExactly("last");
  }

  /** Work that nobody does more than once if it can be helped. */
  private static SharedWork seldom() {
    return new SharedWork() {
      @Override
      public void begin() {}

      @Override
      public void beforeCommit() {}

      @Override
      public Duration interval() {
        return Duration.ofHours(1);
      }
    };
  }

  @Test
  void afterAPoisonMessageManyATransactionAreHandledAgain() throws Exception {
    AtomicInteger failures = new AtomicInteger();
    CountDownLatch both = new CountDownLatch(2);
    CountDownLatch go = new CountDownLatch(1);
    route.start(
        2,
        exchange -> {
          String body = body(exchange);
          if (body.equals("poison") && failures.getAndIncrement() == 0) {
            throw new IllegalStateException("once");
          }
          if (body.equals("late 0")) {
            awaitHandedOut(2);
          }
          if (body.startsWith("late")) {
            both.countDown();
            if (body.equals("late 1")) {
              go.await();
            }
          }
          route.handover.settle(ONWARD);
        });
    route.broker.send("sealpost.source", "poison");
    route.broker.send("sealpost.source", "next");
    assertThat(route.bodies("sealpost.onward", 2)).containsExactlyInAnyOrder("poison", "next");

    route.sendTogether("late 0", "late 1");
    both.await();
    assertThat(route.broker.depth("sealpost.source").delivering()).isEqualTo(2);
    go.countDown();
  }

  /** The broker says so over the connection of the route: its answer comes behind the messages. */
  private void awaitHandedOut(int messages) {
    await().until(() -> route.broker.depth("sealpost.source").delivering() == messages);
  }
}
