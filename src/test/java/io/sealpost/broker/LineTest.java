package io.sealpost.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines that share messages. */
class LineTest {
  @Test
  void linesForOneQueueShareAMessage() {
    List<NewMessage> messages =
        Line.joined(List.of(new Line("a", "1"), new Line("b", "2"), new Line("a", "3")));

    assertThat(messages).containsExactly(new NewMessage("a", "1\n3"), new NewMessage("b", "2"));
  }

  @Test
  void noMessageGrowsBeyondItsLimitButByOneLongLine() {
    String some = "x".repeat(20_000);
    String much = "y".repeat(100_000);

    List<NewMessage> messages =
        Line.joined(
            List.of(
                new Line("a", some),
                new Line("a", much),
                new Line("a", some),
                new Line("a", "z"),
                new Line("a", some)));

    assertThat(messages)
        .extracting(NewMessage::text)
        .containsExactly(some, much, some + "\nz", some);
  }

  @Test
  void nothingMakesNoMessage() {
    assertThat(Line.joined(List.of())).isEmpty();
  }

  @Test
  void aBreakWouldMakeTwoOfOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Line("a", "1\n2"))
        .withMessage("A line for a has a line break: it is two");
  }
}
