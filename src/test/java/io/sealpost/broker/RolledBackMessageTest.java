package io.sealpost.broker;

import static io.sealpost.broker.SourceRoute.ONWARD;
import static io.sealpost.broker.SourceRoute.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
@Timeout(120)
@ParameterizedClass(name = "concurrent: {0}")
@ValueSource(booleans = {false, true})
class RolledBackMessageTest {
  @Parameter boolean concurrent;
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

  /** At most so many a transaction, or at the same time. */
  private void start(int messages, Processor step) throws Exception {
    if (concurrent) {
      route.startConcurrent(messages, step);
    } else {
      route.start(messages, step);
    }
  }

  @Test
  void aPoisonMessageComesBackAndItsNeighboursPassOnce() throws Exception {
    route.sendTogether("0", "1", "poison", "3", "4");
    AtomicBoolean cured = new AtomicBoolean();
    AtomicInteger tries = new AtomicInteger();
    start(
        100,
        exchange -> {
          if (body(exchange).equals("poison") && !cured.get()) {
            tries.incrementAndGet();
            throw new IllegalStateException("cannot handle it");
          }
          route.handover.settle(ONWARD);
        });

    await().until(() -> route.broker.messagesOn("sealpost.onward") == 4 && tries.get() > 1);
    assertThat(route.broker.messagesOn("sealpost.source")).isEqualTo(1);
    assertThat(route.bodies("sealpost.onward", 4)).containsExactlyInAnyOrder("0", "1", "3", "4");

    cured.set(true);
    assertThat(body(route.broker.receive("sealpost.onward", 10_000))).isEqualTo("poison");
    await().until(() -> route.broker.messagesOn("sealpost.source") == 0);
    assertThat(route.broker.messagesOn("sealpost.onward")).isZero();
  }

  @Test
  void oneThatCanNeverBeSentHoldsUpNobody() throws Exception {
    route.broker.refuse("sealpost.refused");
    route.sendTogether("poison", "0", "1", "2", "3");
    AtomicBoolean cured = new AtomicBoolean();
    AtomicInteger tries = new AtomicInteger();
    start(
        3,
        exchange -> {
          boolean refused = body(exchange).equals("poison") && !cured.get();
          if (refused) {
            tries.incrementAndGet();
          }
          route.handover.settle(
              refused ? ONWARD.with(new NewMessage("sealpost.refused", "x")) : ONWARD);
        });

    assertThat(route.bodies("sealpost.onward", 4)).containsExactlyInAnyOrder("0", "1", "2", "3");
    for (int i = 1; i <= 3; i++) {
      // Handed out together with it, each time.
      int before = tries.get();
      route.sendTogether("a" + i, "b" + i);
      await().until(() -> tries.get() > before);
      assertThat(route.bodies("sealpost.onward", 2)).containsExactlyInAnyOrder("a" + i, "b" + i);
    }

    cured.set(true);
    assertThat(body(route.broker.receive("sealpost.onward", 10_000))).isEqualTo("poison");
    await().until(() -> route.broker.messagesOn("sealpost.source") == 0);
    assertThat(route.broker.messagesOn("sealpost.onward")).isZero();
  }

  @Test
  void aRouteThatHandsOverNothingKeepsTheMessage() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    start(
        1,
        exchange -> {
          if (tries.incrementAndGet() > 1) {
            route.handover.settle(ONWARD);
          }
        });

    route.broker.send("sealpost.source", "kept");

    assertThat(body(route.broker.receive("sealpost.onward", 10_000))).isEqualTo("kept");
    assertThat(tries).hasValue(2);
  }

  @Test
  void aSettlementStandsThoughItsRouteFailsAfterItAndIsNotTakenForTheNextMessage()
      throws Exception {
    AtomicInteger tries = new AtomicInteger();
    start(
        1,
        exchange -> {
          if (tries.incrementAndGet() == 1) {
            route.handover.settle(ONWARD);
            throw new IllegalStateException("after it was settled");
          }
          // Settles nothing from now on.
        });

    route.broker.send("sealpost.source", "settled");
    route.broker.send("sealpost.source", "kept");

    await().until(() -> tries.get() > 2);
    assertThat(body(route.broker.receive("sealpost.onward"))).isEqualTo("settled");
    assertThat(route.broker.messagesOn("sealpost.onward")).isZero();
    assertThat(route.broker.messagesOn("sealpost.source")).isEqualTo(1);
  }

  @Test
  void whatAStepSendsItselfJoinsTheTransaction() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    start(
        1,
        exchange -> {
          exchange.getContext().createProducerTemplate().sendBody("jms:sealpost.audit", "audited");
          if (tries.incrementAndGet() < 3) {
            throw new IllegalStateException("after the send");
          }
          route.handover.settle(ONWARD);
        });

    route.broker.send("sealpost.source", "x");

    assertThat(route.broker.receive("sealpost.onward", 10_000)).isNotNull();
    assertThat(route.broker.messagesOn("sealpost.audit")).isEqualTo(1);
  }
}
