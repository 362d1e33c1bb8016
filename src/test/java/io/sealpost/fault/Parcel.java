package io.sealpost.fault;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Duration;

/**
 * A message and how it is sent.
 *
 * @param body that a request of it must have
 * @param numbered whether it gets a JMSMessageID
 * @param timeToLive zero for no end
 */
record Parcel(Message message, byte[] body, boolean numbered, Duration timeToLive) {
  /** Makes the message with an id and number, from 0; called by several threads. */
  @FunctionalInterface
  interface Maker {
    Parcel make(JMSContext session, String id, int number) throws JMSException;
  }

  static Parcel of(Message message, byte[] body) {
    return new Parcel(message, body, true, Duration.ZERO);
  }

  Parcel withoutNumber() {
    return new Parcel(message, body, false, timeToLive);
  }

  Parcel until(Duration end) {
    return new Parcel(message, body, numbered, end);
  }
}
