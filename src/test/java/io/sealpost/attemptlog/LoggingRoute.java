package io.sealpost.attemptlog;

import io.sealpost.broker.Handover;
import io.sealpost.broker.SealpostJms;
import io.sealpost.broker.SharedWork;
import io.sealpost.broker.TransactedListenerContainerFactory;
import jakarta.jms.ConnectionFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The shipped route from the queue of records into a database, and nothing else. */
final class LoggingRoute implements AutoCloseable {
  private final CamelContext camel = new DefaultCamelContext();
  private final JdbcAttemptLog log;
  private final AttemptBatch batch;

  private LoggingRoute(JdbcAttemptLog log, AttemptBatch batch) {
    this.log = log;
    this.batch = batch;
  }

  static LoggingRoute start(ConnectionFactory broker, DatabaseSettings database) throws Exception {
    return start(broker, database, batch -> batch);
  }

  /**
   * As above, with more in the broker's transaction.
   *
   * @param inTransaction what takes part in the broker's transaction, in place of the batch
   */
  static LoggingRoute start(
      ConnectionFactory broker,
      DatabaseSettings database,
      Function<AttemptBatch, SharedWork> inTransaction)
      throws Exception {
    JdbcAttemptLog log = JdbcAttemptLog.of(database);
    AttemptBatch batch = new AttemptBatch(log, 500, Clock.systemUTC(), Duration.ofMillis(200));
    LoggingRoute route = new LoggingRoute(log, batch);
    route.start(broker, inTransaction.apply(batch));
    return route;
  }

  private void start(ConnectionFactory broker, SharedWork work) throws Exception {
    Handover handover = new Handover();
    camel.addComponent("sealpost-jms", SealpostJms.component(broker));
    camel
        .getRegistry()
        .bind("attemptTransactions", new TransactedListenerContainerFactory(handover, 500, work));
    camel.getRegistry().bind("logAttempt", new LogAttemptProcessor(batch, handover));
    camel.build();
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(
            ResourceHelper.resolveMandatoryResource(camel, "file:routes/log-attempts.camel.yaml"));
    camel.start();
  }

  JdbcAttemptLog log() {
    return log;
  }

  AttemptBatch batch() {
    return batch;
  }

  @Override
  public void close() {
    batch.close();
    camel.stop();
    log.close();
  }
}
