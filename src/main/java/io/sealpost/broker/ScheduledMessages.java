package io.sealpost.broker;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import org.apache.activemq.artemis.api.core.management.ResourceNames;

/** Messages the broker keeps back until their delay is over. No consumer sees them before. */
public final class ScheduledMessages {
  private static final String ALL = "";

  /** Scheduled by one of our clocks, when it was ahead of what the broker's is now. */
  private static final String AHEAD = PropertyNames.SCHEDULED_AT + " > %d";

  private static final String BEFORE = " OR " + PropertyNames.SCHEDULED_AT + " < %d";

  /** Kept back by the broker itself, after it was rolled back. */
  private static final String ROLLED_BACK =
      " OR _AMQ_SCHED_DELIVERY IS NULL OR _AMQ_SCHED_DELIVERY <= %d";

  private final ConnectionFactory connections;

  public ScheduledMessages(ConnectionFactory connections) {
    this.connections = connections;
  }

  /**
   * Ends the delay of all that are there now.
   *
   * @throws JMSException if the broker cannot be reached or refuses; an old one does not know how
   */
  public void release(String queue) throws JMSException {
    try (BrokerManagement broker = new BrokerManagement(connections)) {
      release(broker, queue, ALL);
    }
  }

  /**
   * Ends the delay of all on Sealpost's queues that would come too late because the broker's clock
   * was set back. A consumer that gets one has to ask {@link BrokerClock#left}.
   *
   * @param withRolledBack those too that the broker keeps back by itself: it does not tell since
   *     when, but it is short
   * @throws JMSException if the broker cannot be reached or refuses; some may be released then
   */
  void releaseMisplaced(BrokerClock clock, boolean withRolledBack) throws JMSException {
    String misplaced = misplaced(clock, withRolledBack);
    try (BrokerManagement broker = new BrokerManagement(connections)) {
      for (JsonNode queue : broker.queues("name")) {
        if (queue.path("scheduledCount").asLong() > 0) {
          release(broker, queue.path("name").asText(), misplaced);
        }
      }
    }
  }

  private static String misplaced(BrokerClock clock, boolean withRolledBack) {
    long now = clock.millis();
    BrokerClock.SetBack back = clock.setBack();
    return AHEAD.formatted(now + BrokerClock.TOLERANCE.toMillis())
        + (back == null ? "" : BEFORE.formatted(back.certainlyBefore()))
        + (withRolledBack ? ROLLED_BACK.formatted(now) : "");
  }

  private static void release(BrokerManagement broker, String queue, String filter)
      throws JMSException {
    broker.call(ResourceNames.QUEUE + queue, "deliverScheduledMessages", filter);
  }
}
