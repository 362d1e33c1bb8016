package io.sealpost.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.sealpost.FreePort;
import io.sealpost.ObservePage;
import io.sealpost.SealpostFixture;
import io.sealpost.broker.BrokerCredentials;
import io.sealpost.broker.EmbeddedBroker;
import io.sealpost.signature.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A broker of the operator's own that does not know the password. */
@Timeout(180)
class RefusedPasswordTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void isToldOnceForAllQueuesAndInHealth() throws Exception {
    Queue<String> errors = new ConcurrentLinkedQueue<>();
    AppenderBase<ILoggingEvent> appender =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
              errors.add(event.getFormattedMessage());
            }
          }
        };
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    appender.start();
    root.addAppender(appender);
    int port = FreePort.next();
    try (EmbeddedBroker broker =
            EmbeddedBroker.start(
                folder.resolve("theirs"), "127.0.0.1", port, user("the-real-one"));
        SealpostFixture sealpost = new SealpostFixture(folder)) {
      for (String name : List.of("a", "b", "c")) {
        sealpost.activation(name, "");
      }
      sealpost.externalBroker(port, user("a-wrong-one")).start();
      ObservePage page = new ObservePage(sealpost);

      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(page.health("/ready").body())
                      .contains("refuses sealpost.broker.userName", "the-broker-refuses-us"));
      // Tried again each second: some tries later it is still one line.
      await().during(Duration.ofSeconds(3)).atMost(LIMIT).until(() -> errors.size() <= 1);
      assertThat(errors)
          .singleElement()
          .asString()
          .contains("sealpost.broker.password", "docs/troubleshooting.md#the-broker-refuses-us")
          .doesNotContain("a-wrong-one", "the-real-one");
      assertThat(broker.isRunning()).isTrue();
    } finally {
      root.detachAppender(appender);
    }
  }

  private static BrokerCredentials user(String password) {
    return new BrokerCredentials("them", Secret.of(password));
  }
}
