package io.sealpost.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HandoverTest {
  private final Handover handover = new Handover();

  @Test
  void whatWasHandedOverIsTakenOnceAndTheThreadIsFreeOfIt() {
    handover.begin();
    handover.settle(Settlement.done());

    assertThat(handover.end()).isEqualTo(Settlement.done());
    assertThat(handover.end()).isNull();
    assertThatThrownBy(() -> handover.settle(Settlement.done()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theNextMessageStartsWithoutTheLastOnes() {
    handover.begin();
    handover.settle(Settlement.done());
    handover.begin();

    assertThat(handover.end()).isNull();
  }

  @Test
  void idleIsWhenTheLastTransactionIsClosed() throws InterruptedException {
    assertThat(handover.awaitIdle(Duration.ZERO)).isTrue();
    handover.transactionOpened();
    handover.transactionOpened();
    handover.transactionClosed();
    assertThat(handover.awaitIdle(Duration.ZERO)).isFalse();
    handover.transactionClosed();
    assertThat(handover.awaitIdle(Duration.ZERO)).isTrue();
  }
}
