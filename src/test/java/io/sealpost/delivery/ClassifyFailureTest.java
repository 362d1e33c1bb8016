package io.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.sealpost.activation.Observers;
import io.sealpost.broker.Forward;
import io.sealpost.broker.PropertyNames;
import io.sealpost.broker.Settlement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What becomes of a message whose handling failed for no fault of its own or of the endpoint. */
class ClassifyFailureTest {
  private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());
  private final List<Settlement> settled = new ArrayList<>();
  private final ClassifyFailureProcessor processor =
      new ClassifyFailureProcessor(settling(settled::add));
  private final Logger logger =
      (Logger) LoggerFactory.getLogger(ClassifyFailureProcessor.class.getPackageName());
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
  }

  @Test
  void anErrorOfOurOwnIsDeadAndItsTraceWithoutTextsInTheLog() throws Exception {
    Exception failure =
        new IllegalStateException("quotes hunter2", new RuntimeException("and hunter2 again"));

    process(failure);

    assertThat(settled).hasSize(1);
    Forward dead = settled.get(0).forwards().get(0);
    assertThat(dead.properties())
        .containsEntry(PropertyNames.REASON, "internal-error")
        .extractingByKey(PropertyNames.ERROR)
        .asString()
        .contains(IllegalStateException.class.getName())
        .doesNotContain("hunter2");
    List<ILoggingEvent> errors =
        log.list.stream().filter(event -> event.getLevel() == Level.ERROR).toList();
    assertThat(errors).hasSize(1);
    assertThat(ThrowableProxyUtil.asString(errors.get(0).getThrowableProxy()))
        .contains("java.lang.IllegalStateException", "java.lang.RuntimeException")
        .contains("ClassifyFailureTest.anErrorOfOurOwn")
        .doesNotContain("hunter2");
  }

  @Test
  void aMessageThatMetAFullMemoryStaysInItsQueue() {
    Exception failure =
        new CamelExecutionException("wrapped", exchange, new OutOfMemoryError("native thread"));

    assertThatThrownBy(() -> process(failure)).isSameAs(failure);
    assertThat(settled).isEmpty();
  }

  static Settling settling(Predicate<Settlement> owner) {
    Clock clock = Clock.systemUTC();
    return new Settling(
        owner,
        new OutcomeClassifier(clock, () -> 0),
        new OutcomeSettlement(),
        new AttemptReport(clock, "node"),
        Observers.none(),
        OutcomeLog::delivery);
  }

  private void process(Exception failure) throws Exception {
    exchange.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
    exchange.setProperty(
        DeliveryExchange.RECEIVED,
        new Received("welcome", "del_1", 1, 0, null, null, null, null, false, null));
    processor.process(exchange);
  }
}
