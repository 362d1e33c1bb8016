package io.sealpost.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProbeTest {
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch released = new CountDownLatch(1);

  @AfterEach
  void stop() {
    released.countDown();
    executor.shutdownNow();
  }

  @Test
  void anAnswerHoldsForAWhile() {
    Probe<Integer> probe = new Probe<>(asked::incrementAndGet, executor, "silent");

    assertThat(probe.ask()).hasValue(1);
    assertThat(probe.ask()).hasValue(1);
    assertThat(asked).hasValue(1);
  }

  @Test
  void whatHangsIsAskedOnceAndNobodyWaitsForIt() {
    Probe<Integer> probe =
        new Probe<>(
            () -> {
              asked.incrementAndGet();
              released.await();
              return 1;
            },
            executor,
            "silent",
            () -> false,
            Duration.ofMillis(1),
            Duration.ofMillis(50));

    for (int i = 0; i < 100; i++) {
      assertThat(probe.ask()).isEmpty();
    }
    assertThat(asked).hasValue(1);
    released.countDown();
    await().atMost(Duration.ofSeconds(30)).until(probe::isAnswered);
    // A late answer is none of today: it is asked anew.
    await().atMost(Duration.ofSeconds(30)).until(() -> probe.isAnswered() && asked.get() > 1);
  }

  @Test
  void whatFailsHasNoAnswerAndIsAskedAgainLater() {
    Probe<Integer> probe =
        new Probe<>(
            () -> {
              if (asked.incrementAndGet() == 1) {
                throw new IllegalStateException("password=canary");
              }
              return 2;
            },
            executor,
            "silent");

    assertThat(probe.ask()).isEmpty();
    await().atMost(Duration.ofSeconds(30)).until(() -> probe.ask().isPresent());
    assertThat(probe.ask()).hasValue(2);
  }

  @Test
  void withoutThreadsThereIsNoAnswer() {
    executor.shutdownNow();

    assertThat(new Probe<>(asked::incrementAndGet, executor, "silent").ask()).isEmpty();
  }
}
