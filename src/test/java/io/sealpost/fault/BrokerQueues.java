package io.sealpost.fault;

import io.sealpost.broker.BrokerConnections;
import io.sealpost.broker.QueueDepth;
import io.sealpost.broker.QueueDepths;
import io.sealpost.fault.LedgerEntry.OfMessage;
import jakarta.jms.JMSException;
import java.util.List;
import java.util.function.Predicate;

/** Sealpost's queues on the broker of a world, asked past all lines. */
final class BrokerQueues {
  private final String url;

  BrokerQueues(String url) {
    this.url = url;
  }

  List<QueueDepth> all() throws JMSException {
    try (BrokerConnections connections = BrokerConnections.to(url, World.CREDENTIALS)) {
      return new QueueDepths(connections.factory()).read();
    }
  }

  /** Each message of each, which the harness knows. */
  List<OfMessage> messages() throws JMSException {
    try (BrokerConnections connections = BrokerConnections.to(url, World.CREDENTIALS)) {
      return FinalQueues.read(connections);
    }
  }

  /** Empty where there is no such queue. */
  QueueDepth named(String queue) throws JMSException {
    return all().stream()
        .filter(depth -> depth.queue().equals(queue))
        .findFirst()
        .orElse(new QueueDepth(queue, 0, 0, 0, 0, false));
  }

  /** Whether those with such names are, scheduled messages included. */
  boolean areEmpty(Predicate<String> names) throws JMSException {
    return all().stream()
        .filter(depth -> names.test(depth.queue()))
        .allMatch(depth -> depth.messages() == 0);
  }

  /** For the text of a failure. */
  @Override
  public String toString() {
    try {
      return all().toString();
    } catch (JMSException e) {
      return e.toString();
    }
  }
}
