package io.sealpost.broker;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OutagesTest {
  private final AtomicLong now = new AtomicLong();
  private final Outages outages = new Outages(now::get);
  private final Logger logger = (Logger) LoggerFactory.getLogger("io.sealpost.broker");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void listenNoMore() {
    logger.detachAppender(lines);
  }

  @Test
  void anOutageIsToldOnceAMinuteHoweverManyNoticeItAndOnceWhenItIsOver() {
    outages.connected();
    for (int second = 0; second <= 60; second++) {
      // Exactly at the minute it is said again.
      now.set(Duration.ofSeconds(second).toNanos());
      for (int consumer = 0; consumer < 20; consumer++) {
        outages.noConnection(new JMSException("AMQ219007: Cannot connect to server(s)"));
      }
    }
    assertThat(told()).hasSize(2);
    assertThat(told().get(0))
        .contains("AMQ219007", "nothing is lost", "docs/troubleshooting.md#the-broker-is-gone");

    outages.connected();
    outages.connected();
    assertThat(told()).hasSize(3).last().asString().isEqualTo("The broker is back");
    outages.noConnection(new JMSException("again"));
    assertThat(told()).hasSize(4);
  }

  @Test
  void aRefusedPasswordIsCalledThat() {
    outages.noConnection(new JMSSecurityException("AMQ229031: Unable to validate user"));

    assertThat(told())
        .singleElement()
        .asString()
        .contains("sealpost.broker.password", "AMQ229031", "#the-broker-refuses-us");
  }

  @Test
  void whatTheBrokerRefusesOfOneQueueSaysNothingOfOthers() {
    for (int i = 0; i < 3; i++) {
      outages.refused("sealpost.delivery.a", new JMSSecurityException("AMQ229032"));
      outages.refused("sealpost.delivery.b", new JMSSecurityException("AMQ229032"));
      outages.connected();
    }
    assertThat(told()).hasSize(2);
    assertThat(told().get(0)).contains("sealpost.delivery.a", "AMQ229032");
  }

  private List<String> told() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
