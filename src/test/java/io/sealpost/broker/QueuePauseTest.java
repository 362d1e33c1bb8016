package io.sealpost.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSException;
import java.nio.file.Path;
import java.util.Set;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class QueuePauseTest {
  @TempDir Path folder;

  @Test
  void aPausedQueueGivesNothingUntilItIsResumedAlsoByABrokerThatStartedAgain() throws Exception {
    String queue = Queues.delivery("welcome");
    try (TestBroker broker = TestBroker.start(folder)) {
      broker.send(queue, "before");
      assertThat(new QueuePause(broker.connections()).pause(queue)).isTrue();
      assertThat(new QueuePause(broker.connections()).pause(queue)).isFalse();
      broker.send(queue, "after");
      assertThat(broker.receive(queue, 500)).isNull();
    }
    try (TestBroker broker = TestBroker.start(folder)) {
      assertThat(broker.depth(queue).paused()).isTrue();
      assertThat(broker.receive(queue, 500)).isNull();

      assertThat(new QueuePause(broker.connections()).resume(queue)).isTrue();
      assertThat(new QueuePause(broker.connections()).resume(queue)).isFalse();
      assertThat(broker.depth(queue).paused()).isFalse();
      assertThat(broker.receive(queue)).isNotNull();
      assertThat(broker.receive(queue)).isNotNull();
    }
  }

  @Test
  void aQueueThatIsNotThereIsAnError() throws Exception {
    try (TestBroker broker = TestBroker.start(folder)) {
      assertThatThrownBy(() -> new QueuePause(broker.connections()).pause("sealpost.delivery.no"))
          .isInstanceOf(JMSException.class)
          .hasMessageContaining("sealpost.delivery.no");
    }
  }

  @Test
  void aBrokerThatDoesNotGrantManagementIsNamed() throws Exception {
    ActiveMQServerImpl server = withoutManage();
    try (BrokerConnections connections = BrokerConnections.to("vm://77", TestBroker.CREDENTIALS)) {
      assertThatThrownBy(
              () -> new QueuePause(connections.factory()).pause(Queues.delivery("welcome")))
          .isInstanceOf(JMSException.class)
          .hasMessageContaining("MANAGE");
    } finally {
      server.stop();
    }
  }

  /** As a broker of somebody else's that lets Sealpost send and receive, and nothing more. */
  private ActiveMQServerImpl withoutManage() throws Exception {
    ActiveMQServerImpl server =
        new ActiveMQServerImpl(
            BrokerSettings.of(folder.resolve("foreign"), "127.0.0.1", 0, 77),
            new ActiveMQSecurityManager() {
              @Override
              public boolean validateUser(String user, String password) {
                return true;
              }

              @Override
              public boolean validateUserAndRole(
                  String user, String password, Set<Role> roles, CheckType checkType) {
                return checkType != CheckType.MANAGE;
              }
            });
    server.start();
    return server;
  }
}
