package io.sealpost.deadletter;

import io.sealpost.broker.BrokerConnections;
import io.sealpost.broker.TestBroker;

/** A process of its own, to be killed: replays all, and prints how far it has come. */
final class ReplayProcess {
  private ReplayProcess() {}

  public static void main(String[] arguments) throws Exception {
    try (BrokerConnections connections =
        BrokerConnections.to(arguments[0], TestBroker.CREDENTIALS)) {
      new DeadQueue(connections.factory())
          .replay(DeadFilter.all(), (done, total) -> System.out.println("replayed " + done));
    }
  }
}
