package io.sealpost.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real broker has the machine's time; what is taken for its time is ahead of it, until it is
 * heard: the same as if it were set back.
 */
@Tag("slow")
class BrokerClockWatchTest {
  private static final String SOURCE = "sealpost.source";
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path folder;

  private final AtomicLong ahead = new AtomicLong();
  private final BrokerClock clock =
      new BrokerClock(() -> System.currentTimeMillis() + ahead.get(), System::nanoTime);
  private final Map<String, Long> comeAt = new ConcurrentHashMap<>();
  private SourceRoute route;
  private BrokerClockWatch watch;

  @BeforeEach
  void start() throws Exception {
    route = new SourceRoute(folder, new Handover(clock));
    watch = new BrokerClockWatch(route.broker.connections(), clock);
  }

  @AfterEach
  void stop() throws Exception {
    route.close();
  }

  @Test
  void whatIsScheduledComesAtItsMomentAfterTheClockWasSetBack() throws Exception {
    clockIsAhead(HOUR);
    long scheduledAt = System.nanoTime();
    schedule("soon", Duration.ofMillis(200));
    schedule("later", Duration.ofSeconds(3));
    clockIsSetBack();
    consume();
    await().atMost(LIMIT).untilAsserted(() -> assertThat(comeAt).containsOnlyKeys("soon", "later"));
    assertThat(comeAt.get("later") - scheduledAt).isGreaterThan(Duration.ofSeconds(3).toNanos());
  }

  @Test
  void ofAClockThatWasSetBackWhileNobodyLookedTheWholeDelayIsLeft() throws Exception {
    BrokerClock before =
        new BrokerClock(() -> System.currentTimeMillis() + HOUR.toMillis(), System::nanoTime);
    schedule("later", Duration.ofSeconds(2), before);
    long afterARestart = System.nanoTime();
    watch.look();
    watch.look();
    consume();
    await().atMost(LIMIT).untilAsserted(() -> assertThat(comeAt).containsOnlyKeys("later"));
    assertThat(comeAt.get("later") - afterARestart).isGreaterThan(Duration.ofSeconds(2).toNanos());
  }

  @Test
  void whatIsScheduledSinceLongComesAtItsMomentAfterASmallStepToo() throws Exception {
    clockIsAhead(HOUR.negated());
    schedule("long ago", HOUR.plusSeconds(62));
    clockIsAhead(Duration.ofMinutes(1));
    long twoSecondsBefore = System.nanoTime();
    clockIsSetBack();
    consume();
    await().atMost(LIMIT).untilAsserted(() -> assertThat(comeAt).containsOnlyKeys("long ago"));
    assertThat(comeAt.get("long ago") - twoSecondsBefore)
        .isGreaterThan(Duration.ofMillis(1_500).toNanos());
  }

  @Test
  void whatWasScheduledSinceAndWhatAProducerKeepsBackStaysWhereItIs() throws Exception {
    clockIsAhead(HOUR);
    schedule("before", Duration.ofMillis(100));
    ahead.set(0);
    watch.look();
    schedule("since", Duration.ofMinutes(1));
    route.broker.send(SOURCE, session -> later(session.createTextMessage("a producer's")));
    consume();
    watch.look();
    await().atMost(LIMIT).untilAsserted(() -> assertThat(comeAt).containsOnlyKeys("before"));
    assertThat(route.broker.depth(SOURCE).scheduled()).isEqualTo(2);
  }

  /** As one whose redelivery came an hour late for the step. */
  @Test
  void whatTheBrokerKeepsBackAfterARollbackComesToo() throws Exception {
    clockIsAhead(HOUR);
    route.broker.redeliverAfter(SOURCE, HOUR);
    route.broker.send(SOURCE, "rolled back");
    try (JMSContext session =
        route.broker.connections().createContext(JMSContext.SESSION_TRANSACTED)) {
      assertThat(session.createConsumer(session.createQueue(SOURCE)).receive(10_000)).isNotNull();
      session.rollback();
    }
    await().atMost(LIMIT).until(() -> route.broker.depth(SOURCE).scheduled() == 1);
    clockIsSetBack();
    consume();
    await().atMost(LIMIT).untilAsserted(() -> assertThat(comeAt).containsOnlyKeys("rolled back"));
  }

  @Test
  void whatAnotherInstanceReleasesWaitsForItsMomentToo() throws Exception {
    clockIsAhead(HOUR);
    BrokerClock others = new BrokerClock(System::currentTimeMillis, System::nanoTime);
    others.heard(System.currentTimeMillis() + HOUR.toMillis(), System.nanoTime());
    BrokerClockWatch other = new BrokerClockWatch(route.broker.connections(), others);
    long scheduledAt = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      schedule("message " + i, Duration.ofSeconds(3));
    }
    ahead.set(0);
    other.look();
    watch.look();
    other.look();
    consume();
    watch.look();
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(comeAt).hasSize(20).doesNotContainKey("twice"));
    assertThat(comeAt.values())
        .allSatisfy(
            at -> assertThat(at - scheduledAt).isGreaterThan(Duration.ofSeconds(3).toNanos()));
    await().atMost(LIMIT).until(() -> route.broker.messagesOn(SOURCE) == 0);
  }

  private static Message later(Message message) throws JMSException {
    long due = System.currentTimeMillis() + Duration.ofMinutes(1).toMillis();
    message.setLongProperty("_AMQ_SCHED_DELIVERY", due);
    return message;
  }

  private void clockIsAhead(Duration by) {
    ahead.set(by.toMillis());
    clock.heard(System.currentTimeMillis() + by.toMillis(), System.nanoTime());
  }

  /** Noticed, and at the next look released. */
  private void clockIsSetBack() throws JMSException {
    ahead.set(0);
    watch.look();
    watch.look();
  }

  /** As a retry is. */
  private void schedule(String body, Duration delay) throws JMSException {
    schedule(body, delay, clock);
  }

  private void schedule(String body, Duration delay, BrokerClock by) throws JMSException {
    route.broker.send("sealpost.first", body);
    try (Connection connection = route.broker.connections().createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
      connection.start();
      Message message =
          session.createConsumer(session.createQueue("sealpost.first")).receive(10_000);
      Forward retry = new Forward(SOURCE, Map.of(), Set.of(), delay);
      new MessageForwarder(session, by).forward(message, List.of(retry));
      session.commit();
    }
  }

  private void consume() throws Exception {
    route.start(
        1,
        exchange -> {
          Long before = comeAt.put(SourceRoute.body(exchange), System.nanoTime());
          if (before != null) {
            comeAt.put("twice", before);
          }
          route.handover.settle(Settlement.done());
        });
  }
}
