package io.sealpost.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealpost.FreePort;
import io.sealpost.broker.EmbeddedBroker;
import io.sealpost.fault.LedgerEntry.Fault;
import io.sealpost.fault.LedgerEntry.Seen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The checker is checked: a relay that is known to lose messages is killed. */
@Tag("slow")
@Timeout(240)
class CheckerTest {
  private static final int MESSAGES = 40;

  /** Of the relay: so many messages are being posted when it dies. */
  private static final int CONSUMERS = 4;

  @TempDir Path folder;

  @Test
  void lossIsReportedOfCamelJmsAsItIsByDefault() throws Exception {
    Verdict verdict = killedInMidRun("");

    assertThat(verdict.sent()).isEqualTo(MESSAGES);
    assertThat(verdict.lost()).hasSizeGreaterThanOrEqualTo(CONSUMERS);
    assertThat(verdict.isGood()).isFalse();
    assertThat(verdict.complaint()).contains("LOST: confirmed, and neither delivered nor dead");
  }

  @Test
  void noneIsReportedOfTheSameInTransactions() throws Exception {
    Verdict verdict =
        killedInMidRun(
            "&transacted=true&lazyCreateTransactionManager=false&cacheLevelName=CACHE_CONSUMER");

    assertThat(verdict.sent()).isEqualTo(MESSAGES);
    assertThat(verdict.lost()).isEmpty();
    assertThat(verdict.pending()).isEqualTo(MESSAGES);
  }

  /** While the receiver has not answered any of the first posts. */
  private Verdict killedInMidRun(String options) throws Exception {
    Path file = folder.resolve("ledger");
    Path journal = folder.resolve("broker");
    int port = FreePort.next();
    String url = "tcp://127.0.0.1:" + port;
    CountDownLatch never = new CountDownLatch(1);
    try (Ledger ledger = Ledger.create(file);
        Receiver receiver = Receiver.start(ledger, Handshake.NONE)) {
      receiver.follow(
          request -> {
            never.await();
            return Reply.OK;
          });
      try (EmbeddedBroker broker =
              EmbeddedBroker.start(journal, "127.0.0.1", port, World.CREDENTIALS);
          Producer producer = new Producer(ledger, url, World.CREDENTIALS)) {
        producer.send(MESSAGES, (id, number) -> Producer.attributes(id, 100)).join();
        ChildProcess relay = relay(url, receiver, options);
        relay.start();
        relay.awaitUp();
        await().atMost(Duration.ofSeconds(60)).until(() -> ledger.count(Seen.class) >= CONSUMERS);
        ledger.append(new Fault("kill relay", CONSUMERS));
        relay.kill();
        assertThat(broker.isRunning()).isTrue();
      }
      ledger.append(FinalQueues.read(journal, World.CREDENTIALS));
    }
    return Verdict.of(Ledger.read(file), Expected.ALL_DELIVERED);
  }

  private ChildProcess relay(String url, Receiver receiver, String options) {
    return new ChildProcess(
        folder.resolve("relay.log"),
        Map.of(),
        ChildProcess.java(
            LossyRelay.class,
            List.of(
                // Or one consumer would have all messages.
                url + "?consumerWindowSize=0",
                World.CREDENTIALS.userName(),
                World.CREDENTIALS.password().reveal(),
                "http://localhost:" + receiver.port(),
                options)),
        LossyRelay.RUNS);
  }
}
