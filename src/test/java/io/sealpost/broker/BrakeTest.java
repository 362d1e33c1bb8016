package io.sealpost.broker;

import static io.sealpost.broker.SourceRoute.ONWARD;
import static io.sealpost.broker.SourceRoute.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import jakarta.jms.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A broker that gives back at once, and before all others, what was rolled back. */
@Tag("slow")
@Timeout(120)
class BrakeTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private SourceRoute route;
  private final Logger log = (Logger) LoggerFactory.getLogger(TransactedListenerContainer.class);
  private final ListAppender<ILoggingEvent> warnings = new ListAppender<>();
  private final Queue<Long> tries = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void start() throws Exception {
    route = new SourceRoute(folder);
    route.broker.redeliverAtOnce("sealpost.source");
    warnings.start();
    log.addAppender(warnings);
  }

  @AfterEach
  void stop() throws Exception {
    route.close();
    log.detachAppender(warnings);
  }

  @Test
  void aPoisonMessageIsTriedOnceASecondAndToldOnceWhileOthersPass() throws Exception {
    route.sendTogether("poison", "0", "1", "2");
    failOn("poison", new AtomicBoolean());

    assertThat(route.bodies("sealpost.onward", 3)).containsExactly("0", "1", "2");
    await().atMost(LIMIT).until(() -> tries.size() >= 3);
    assertThat(gaps()).allSatisfy(gap -> assertThat(gap).isGreaterThan(RolledBackMessages.BRAKE));
    assertThat(route.broker.messagesOn("sealpost.source")).isEqualTo(1);
    assertThat(warnings.list)
        .filteredOn(event -> event.getLevel() == Level.WARN)
        .singleElement()
        .asString()
        .contains("sealpost.source", "rolled back");
  }

  @Test
  void aPoisonMessageAmongManyInATransactionIsTriedOnceASecondToo() throws Exception {
    AtomicBoolean cured = new AtomicBoolean();
    route.sendTogether("0", "poison", "1", "2");
    failOn(100, "poison", cured);

    assertThat(route.bodies("sealpost.onward", 3)).containsExactlyInAnyOrder("0", "1", "2");
    await().atMost(LIMIT).until(() -> tries.size() >= 3);
    assertThat(gaps()).allSatisfy(gap -> assertThat(gap).isGreaterThan(RolledBackMessages.BRAKE));

    cured.set(true);
    assertThat(route.bodies("sealpost.onward", 1)).containsExactly("poison");
    await().atMost(LIMIT).until(() -> route.broker.messagesOn("sealpost.source") == 0);
  }

  @Test
  void aMessageThatIsPutBackKeepsItsIdentity() throws Exception {
    Queue<String> identities = new ConcurrentLinkedQueue<>();
    Queue<String> ids = new ConcurrentLinkedQueue<>();
    route.start(
        1,
        exchange -> {
          Message message = exchange.getMessage().getBody(Message.class);
          ids.add(message.getJMSMessageID());
          identities.add(JmsMessages.producersProperties(message).messageId());
          if (ids.size() < 3) {
            throw new IllegalStateException("not yet");
          }
          route.handover.settle(ONWARD);
        });

    String id = route.broker.send("sealpost.source", "x");

    Message onward = route.broker.receive("sealpost.onward", 30_000);
    assertThat(body(onward)).isEqualTo("x");
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(identities).containsExactly(id, id, id);
    assertThat(onward.propertyExists(PropertyNames.FIRST_MESSAGE_ID)).isFalse();
  }

  @Test
  void whereEveryMessageFailsTheConsumerSlowsDown() throws Exception {
    route.sendTogether(IntStream.range(0, 50).mapToObj(i -> "poison").toArray(String[]::new));
    failOn("poison", new AtomicBoolean());

    await().atMost(LIMIT).until(() -> tries.size() >= 10);

    List<Duration> gaps = gaps().subList(0, 9);
    // Pauses of 2, 4, 8 … 256 and 500 ms.
    assertThat(gaps.stream().reduce(Duration.ZERO, Duration::plus))
        .isGreaterThan(Duration.ofSeconds(1));
  }

  private void failOn(String poison, AtomicBoolean cured) throws Exception {
    failOn(1, poison, cured);
  }

  private void failOn(int messagesPerTransaction, String poison, AtomicBoolean cured)
      throws Exception {
    route.start(
        messagesPerTransaction,
        exchange -> {
          if (body(exchange).equals(poison) && !cured.get()) {
            tries.add(System.nanoTime());
            throw new IllegalStateException("cannot handle it");
          }
          route.handover.settle(ONWARD);
        });
  }

  /** Between one try and the next. */
  private List<Duration> gaps() {
    List<Long> at = List.copyOf(tries);
    return IntStream.range(1, at.size())
        .mapToObj(i -> Duration.ofNanos(at.get(i) - at.get(i - 1)))
        .toList();
  }
}
