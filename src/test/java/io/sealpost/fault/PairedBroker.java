package io.sealpost.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.core.config.FileDeploymentManager;
import org.apache.activemq.artemis.core.config.impl.FileConfiguration;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;

/** One of the two brokers of {@code deploy/broker/pair.xml}, in a process of its own. */
final class PairedBroker {
  private static final String IN_STEP = "the broker serves, or stands by in step";
  private static final Path SHIPPED = Path.of("deploy/broker");
  private static final long POLL_MILLIS = 50;

  private PairedBroker() {}

  /**
   * The one that serves first. Starts nothing yet.
   *
   * @param folder of both; keeps the messages over kills
   */
  static ChildProcess primary(Path folder, Brokers brokers, int port, int other)
      throws IOException {
    return process(folder, brokers, "primary", port, other);
  }

  /** The one that stands by; up once it could take over without losing a message. */
  static ChildProcess backup(Path folder, Brokers brokers, int port, int other) throws IOException {
    return process(folder, brokers, "backup", port, other);
  }

  private static ChildProcess process(
      Path folder, Brokers brokers, String role, int port, int other) throws IOException {
    // Artemis takes a relative path for one below its instance, of which each has its own.
    Path instance = folder.toAbsolutePath().resolve(role);
    Path etc = Files.createDirectories(instance.resolve("etc"));
    for (String file : List.of("pair.xml", "addresses.xml", "address-settings.xml")) {
      Files.copy(SHIPPED.resolve(file), etc.resolve(file));
    }
    String policy = brokers.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + role + ".xml";
    Files.copy(SHIPPED.resolve(policy), etc.resolve("ha-policy.xml"));
    Path store =
        instance.resolveSibling(brokers == Brokers.SHARED_STORE ? "store" : "store-of-" + role);
    return new ChildProcess(
        folder.resolve(role + ".log"),
        Map.of(),
        ChildProcess.java(
            PairedBroker.class,
            List.of(
                instance.toString(),
                store.toString(),
                Integer.toString(port),
                Integer.toString(other))),
        IN_STEP);
  }

  public static void main(String[] arguments) throws Exception {
    Map.of(
            "artemis.instance",
            arguments[0],
            "broker.store",
            arguments[1],
            "broker.host",
            "127.0.0.1",
            "broker.port",
            arguments[2],
            "other.host",
            "127.0.0.1",
            "other.port",
            arguments[3],
            "cluster.user",
            "cluster",
            "cluster.password",
            "of the harness")
        .forEach(System::setProperty);
    FileConfiguration settings = new FileConfiguration();
    FileDeploymentManager file =
        new FileDeploymentManager(Path.of(arguments[0], "etc/pair.xml").toUri().toString());
    file.addDeployable(settings);
    file.readConfiguration();
    settings.setSecurityEnabled(false).setJMXManagementEnabled(false);
    ActiveMQServerImpl server = new ActiveMQServerImpl(settings);
    server.start();
    // A replica that has not copied everything would not take over.
    boolean copies = !server.getHAPolicy().isSharedStore();
    while (copies && !server.isActive() && !server.isReplicaSync()) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    System.out.println(IN_STEP);
    new CountDownLatch(1).await();
  }
}
