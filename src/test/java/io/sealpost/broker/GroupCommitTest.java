package io.sealpost.broker;

import static io.sealpost.broker.SourceRoute.ONWARD;
import static io.sealpost.broker.SourceRoute.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.camel.Suspendable;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Messages that are handled at the same time, and share the commits of few sessions. */
@Tag("slow")
@Timeout(120)
class GroupCommitTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private SourceRoute route;
  private final Queue<String> handled = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void start() throws IOException {
    route = new SourceRoute(folder);
  }

  @AfterEach
  void stop() throws IOException {
    route.close();
  }

  @Test
  void asManyAreHandledAtTheSameTimeAsThereArePlacesAndNoMore() throws Exception {
    CountDownLatch together = new CountDownLatch(8);
    CountDownLatch go = new CountDownLatch(1);
    route.startConcurrent(
        8,
        exchange -> {
          handled.add(body(exchange));
          together.countDown();
          go.await();
          route.handover.settle(ONWARD);
        });

    route.sendTogether(bodies(20));

    together.await();
    assertThat(route.broker.receive("sealpost.onward", 300)).isNull();
    assertThat(handled).hasSize(8);
    go.countDown();
    assertThat(route.bodies("sealpost.onward", 20)).containsExactlyInAnyOrder(bodies(20));
  }

  @Test
  void oneThatTakesLongHoldsUpNobody() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    route.startConcurrent(
        2,
        exchange -> {
          if (body(exchange).equals("0")) {
            go.await();
          }
          route.handover.settle(ONWARD);
        });

    route.sendTogether(bodies(20));

    String[] others = Arrays.copyOfRange(bodies(20), 1, 20);
    assertThat(route.bodies("sealpost.onward", 19)).containsExactlyInAnyOrder(others);
    await().atMost(LIMIT).until(() -> route.broker.messagesOn("sealpost.source") == 1);
    go.countDown();
    assertThat(route.bodies("sealpost.onward", 1)).containsExactly("0");
    await().atMost(LIMIT).until(() -> route.broker.messagesOn("sealpost.source") == 0);
  }

  @Test
  void oneTheBrokerRefusesToCommitComesBackAndHarmsNone() throws Exception {
    route.neverHeldBack();
    assertThat(triesOfOneInFlightBesideOneThatIsRefused()).isEqualTo(1);
  }

  @Test
  void oneThatCannotBeSentComesBackAndHarmsNoneTwice() throws Exception {
    assertThat(triesOfOneInFlightBesideOneThatIsRefused()).isLessThanOrEqualTo(2);
  }

  private long triesOfOneInFlightBesideOneThatIsRefused() throws Exception {
    route.broker.refuse("sealpost.refused");
    AtomicBoolean cured = new AtomicBoolean();
    CountDownLatch failing = new CountDownLatch(3);
    CountDownLatch go = new CountDownLatch(1);
    route.startConcurrent(
        10,
        exchange -> {
          String body = body(exchange);
          handled.add(body);
          if (body.equals("slow")) {
            go.await();
          }
          boolean refused = body.equals("poison") && !cured.get();
          if (refused) {
            failing.countDown();
          }
          route.handover.settle(
              refused ? ONWARD.with(new NewMessage("sealpost.refused", "x")) : ONWARD);
        });

    route.broker.send("sealpost.source", "slow");
    await().atMost(LIMIT).until(() -> handled.contains("slow"));
    route.broker.send("sealpost.source", "poison");
    await().atMost(LIMIT).until(() -> handled.contains("poison"));
    go.countDown();
    assertThat(route.bodies("sealpost.onward", 1)).containsExactly("slow");
    failing.await();
    route.sendTogether(bodies(5));

    assertThat(route.bodies("sealpost.onward", 5)).containsExactlyInAnyOrder(bodies(5));
    assertThat(route.broker.messagesOn("sealpost.onward")).isZero();
    cured.set(true);
    assertThat(body(route.broker.receive("sealpost.onward", 20_000))).isEqualTo("poison");
    await().atMost(LIMIT).until(() -> route.broker.messagesOn("sealpost.source") == 0);
    assertThat(handled).containsOnlyOnce(bodies(5));
    return handled.stream().filter("slow"::equals).count();
  }

  @Test
  void linesOfThoseThatShareACommitShareAMessage() throws Exception {
    route.startConcurrent(
        8,
        exchange -> route.handover.settle(ONWARD.with(new Line("sealpost.lines", body(exchange)))));

    route.sendTogether(bodies(200));

    assertThat(route.bodies("sealpost.onward", 200)).hasSize(200);
    await().atMost(LIMIT).until(() -> route.broker.messagesOn("sealpost.source") == 0);
    int messages = (int) route.broker.messagesOn("sealpost.lines");
    assertThat(route.bodies("sealpost.lines", messages).stream().flatMap(String::lines))
        .containsExactlyInAnyOrder(bodies(200));
    // Which of them share a commit is chance; that none of so many does is not.
    assertThat(messages).isLessThan(200);
  }

  @Test
  void linesThatCannotBeSentBringTheirMessagesBack() throws Exception {
    route.broker.refuse("sealpost.refused");
    AtomicBoolean cured = new AtomicBoolean();
    CountDownLatch failing = new CountDownLatch(3);
    route.startConcurrent(
        4,
        exchange -> {
          failing.countDown();
          route.handover.settle(
              ONWARD.with(new Line(cured.get() ? "sealpost.lines" : "sealpost.refused", "x")));
        });

    route.sendTogether(bodies(2));
    failing.await();

    assertThat(route.broker.messagesOn("sealpost.onward")).isZero();
    assertThat(route.broker.messagesOn("sealpost.source")).isEqualTo(2);
    cured.set(true);
    assertThat(route.bodies("sealpost.onward", 2)).containsExactlyInAnyOrder(bodies(2));
    assertThat(route.broker.messagesOn("sealpost.lines")).isPositive();
  }

  @Test
  void aSessionDoesNotEndWhileItsMessagesAreHandled() throws Exception {
    CountDownLatch handling = new CountDownLatch(2);
    CountDownLatch go = new CountDownLatch(1);
    route.startConcurrent(
        2,
        exchange -> {
          handled.add(body(exchange));
          handling.countDown();
          go.await();
          route.handover.settle(ONWARD);
        });
    route.sendTogether(bodies(3));
    handling.await();

    // As a route that is renewed: its session ends as soon as nothing is received any more.
    ServiceHelper.suspendService((Suspendable) route.camel().getRoutes().get(0).getConsumer());
    assertThat(route.broker.receive("sealpost.onward", 500)).isNull();
    go.countDown();

    assertThat(route.bodies("sealpost.onward", 2)).hasSize(2);
    await().atMost(LIMIT).until(() -> route.broker.depth("sealpost.source").delivering() == 0);
    assertThat(route.broker.messagesOn("sealpost.source")).isEqualTo(1);
    assertThat(handled).hasSize(2);
  }

  @Test
  void whatIsInFlightWhenTheContextStopsIsCommitted() throws Exception {
    CountDownLatch handling = new CountDownLatch(3);
    CountDownLatch go = new CountDownLatch(1);
    route.startConcurrent(
        3,
        exchange -> {
          handling.countDown();
          go.await();
          route.handover.settle(ONWARD);
        });
    route.sendTogether(bodies(3));
    handling.await();
    assertThat(route.handover.awaitIdle(Duration.ofMillis(1))).isFalse();

    Thread stopping = new Thread(route.camel()::stop);
    stopping.start();
    await().until(() -> route.camel().getStatus().isStopping());
    go.countDown();
    stopping.join();

    assertThat(route.handover.awaitIdle(Duration.ofSeconds(30))).isTrue();
    assertThat(route.bodies("sealpost.onward", 3)).containsExactlyInAnyOrder(bodies(3));
    assertThat(route.broker.messagesOn("sealpost.source")).isZero();
  }

  @Test
  void bodiesOfAnySizeArriveWholeBesideOthers() throws Exception {
    route.startConcurrent(10, exchange -> route.handover.settle(ONWARD));
    List<String> bodies =
        IntStream.of(1, 99 * 1024, 101 * 1024, 900_000, 1, 5 * 1024 * 1024, 1)
            .mapToObj(size -> "x".repeat(size))
            .toList();

    route.sendTogether(bodies.toArray(String[]::new));

    assertThat(route.bodies("sealpost.onward", 7).stream().map(String::length))
        .containsExactlyInAnyOrderElementsOf(bodies.stream().map(String::length).toList());
    await().atMost(LIMIT).until(() -> route.broker.messagesOn("sealpost.source") == 0);
  }

  private static String[] bodies(int count) {
    return IntStream.range(0, count).mapToObj(String::valueOf).toArray(String[]::new);
  }
}
