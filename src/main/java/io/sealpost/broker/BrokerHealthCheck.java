package io.sealpost.broker;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Up while the broker gives out sessions. Without it nothing is taken, delivered or lost. */
public final class BrokerHealthCheck extends AbstractHealthCheck {
  private final ConnectionFactory connections;

  public BrokerHealthCheck(ConnectionFactory connections) {
    super("sealpost", "broker");
    this.connections = connections;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    try (Connection connection = connections.createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
      builder.detail("transacted", session.getTransacted()).up();
    } catch (JMSException e) {
      builder.message("The broker gives no session: " + e.getMessage()).error(e).down();
    }
  }
}
