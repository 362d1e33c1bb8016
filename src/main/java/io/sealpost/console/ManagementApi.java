package io.sealpost.console;

import io.sealpost.attemptlog.EndRecord;
import io.sealpost.attemptlog.JdbcAttemptLog;
import io.sealpost.broker.MessageSender;
import io.sealpost.broker.QueueDepths;
import io.sealpost.broker.QueuePause;
import io.sealpost.configuration.Configuration;
import io.sealpost.configuration.ConfigurationReader;
import io.sealpost.deadletter.DeadQueue;
import io.sealpost.event.OperationalEvents;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The management API of a running Sealpost. */
public final class ManagementApi implements AutoCloseable {
  private final ManagementServer server;
  private final Jobs jobs;

  private ManagementApi(ManagementServer server, Jobs jobs) {
    this.server = server;
    this.jobs = jobs;
  }

  /**
   * What it shows and changes.
   *
   * @param configuration in force at the moment it is asked
   * @param retention of the attempt log
   * @param folder of the configuration
   * @param routes the folder of the delivery's routes
   * @param node this instance
   */
  public record Subjects(
      Supplier<Configuration> configuration,
      ConnectionFactory broker,
      JdbcAttemptLog log,
      OperationalEvents events,
      Duration retention,
      ConfigurationReader reader,
      Path folder,
      Path routes,
      String node) {}

  /**
   * Returns when it answers.
   *
   * @throws IOException if the port is taken, or certificate or key cannot be used
   */
  public static ManagementApi start(ManagementSettings settings, Subjects subjects, Clock clock)
      throws IOException {
    MessageSender records = new MessageSender(subjects.broker);
    Auditor auditor = new Auditor(subjects.log.audit(), records::send, subjects.node, clock);
    Jobs jobs = new Jobs(auditor, clock);
    try {
      return new ManagementApi(
          ManagementServer.start(
              Contract.load(), resources(subjects, auditor, jobs, clock), settings),
          jobs);
    } catch (IOException | RuntimeException e) {
      jobs.close();
      throw e;
    }
  }

  private static Map<String, Resource> resources(
      Subjects of, Auditor auditor, Jobs jobs, Clock clock) {
    Map<String, Resource> resources = new HashMap<>();
    DeadQueue dead = new DeadQueue(of.broker);
    List.of(
            new AttemptResources(of.log, of.retention, clock).byOperation(),
            new DeliveryReplayResources(of.log, dead, jobs, clock).byOperation(),
            new DeadResources(dead, new EndRecord(clock, of.node), jobs).byOperation(),
            jobs.byOperation(),
            new ActivationResources(
                    of.configuration,
                    new QueueDepths(of.broker),
                    new QueuePause(of.broker),
                    of.log,
                    auditor,
                    of.events,
                    clock)
                .byOperation(),
            new TrialResources(of.configuration, of.routes, auditor).byOperation(),
            new ConfigurationResources(of.reader, of.folder).byOperation(),
            new AuditResources(of.log.audit()).byOperation())
        .forEach(resources::putAll);
    return resources;
  }

  /** Takes no more requests, lets those under way finish, and jobs their transaction. */
  @Override
  public void close() {
    server.close();
    jobs.close();
  }
}
