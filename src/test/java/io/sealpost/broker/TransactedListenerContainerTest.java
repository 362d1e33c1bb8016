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
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TransactedListenerContainerTest {
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
  void noPropertyBecomesAHeaderAndNoBodyIsRead() throws Exception {
    Queue<Map<String, Object>> headers = new ConcurrentLinkedQueue<>();
    Queue<Object> types = new ConcurrentLinkedQueue<>();
    route.start(
        1,
        exchange -> {
          types.add(exchange.getMessage().getBody());
          headers.add(Map.copyOf(nonNull(exchange.getMessage().getHeaders())));
          route.handover.settle(ONWARD);
        });
    route.broker.send(
        "sealpost.source",
        session -> {
          Message message = session.createObjectMessage("x");
          message.setStringProperty("CamelHttpUri", "https://evil.example/");
          message.setStringProperty("cAmelHttpUri", "https://evil.example/");
          message.setStringProperty("Content_HYPHEN_Encoding", "gzip");
          message.setJMSReplyTo(session.createQueue("sealpost.reply"));
          return message;
        });

    assertThat(route.broker.receive("sealpost.onward")).isNotNull();
    assertThat(types.remove()).isInstanceOf(Message.class);
    assertThat(headers.remove().keySet())
        .allMatch(name -> name.startsWith("JMS") || name.equals("CamelMessageTimestamp"));
    assertThat(route.broker.messagesOn("sealpost.reply")).isZero();
  }

  @Test
  void consumersGrowWithTheLoad() throws Exception {
    CountDownLatch together = new CountDownLatch(8);
    route.start(
        1,
        "&concurrentConsumers=1&maxConcurrentConsumers=8",
        exchange -> {
          together.countDown();
          together.await();
          route.handover.settle(ONWARD);
        });

    for (int i = 0; i < 8; i++) {
      route.broker.send("sealpost.source", "m" + i);
    }

    assertThat(together.await(60, TimeUnit.SECONDS)).isTrue();
    await().until(() -> route.broker.messagesOn("sealpost.onward") == 8);
  }

  @Test
  void whatIsBeingHandledWhenTheContextStopsIsCommitted() throws Exception {
    CountDownLatch handling = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    route.start(
        1,
        exchange -> {
          handling.countDown();
          go.await();
          route.handover.settle(ONWARD);
        });
    route.broker.send("sealpost.source", "in flight");
    handling.await();
    assertThat(route.handover.awaitIdle(Duration.ofMillis(1))).isFalse();

    Thread stopping = new Thread(route.camel()::stop);
    stopping.start();
    await().until(() -> route.camel().getStatus().isStopping());
    go.countDown();
    stopping.join();

    assertThat(route.handover.awaitIdle(Duration.ofSeconds(30))).isTrue();
    assertThat(body(route.broker.receive("sealpost.onward"))).isEqualTo("in flight");
    assertThat(route.broker.messagesOn("sealpost.source")).isZero();
  }

  @Test
  void aConsumerThatWouldNotOwnItsTransactionDoesNotStart() {
    assertThatThrownBy(
            () -> route.start(1, "&transacted=false", exchange -> route.handover.settle(ONWARD)))
        .hasMessageContaining("transacted=true");
    assertThatThrownBy(
            () ->
                route.start(
                    1, "&cacheLevelName=CACHE_NONE", exchange -> route.handover.settle(ONWARD)))
        .hasMessageContaining("CACHE_CONSUMER");
    assertThatThrownBy(() -> new TransactedListenerContainerFactory(route.handover, 0))
        .hasMessageContaining("messagesPerTransaction");
  }

  private static Map<String, Object> nonNull(Map<String, Object> headers) {
    headers.values().removeIf(value -> value == null);
    return headers;
  }
}
