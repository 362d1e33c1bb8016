package io.sealpost.bench.stage;

import io.sealpost.FreePort;
import io.sealpost.attemptlog.DatabaseSettings;
import io.sealpost.bench.stage.AttemptDatabaseUnderTest.Kind;
import io.sealpost.fault.ChildProcess;
import io.sealpost.fault.SealpostProcess;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code ./sealpost run} as it was built, with everything on.
 *
 * @param database of the attempt log
 * @param instances on one broker
 * @param tls whether the receiver is called over TLS
 * @param signing of the connection, as YAML
 * @param logging whether attempts get into the database
 */
record SealpostContender(
    String name, Kind database, int instances, boolean tls, String signing, boolean logging)
    implements Contender {
  /** An integrator's own, in the place of the one that writes records into the database. */
  private static final String ROUTE_WITHOUT_LOG =
      """
      - route:
          id: log-attempts
          from:
            uri: jms
            parameters:
              destinationName: sealpost.attempts
              transacted: false
              acknowledgementModeName: DUPS_OK_ACKNOWLEDGE
            steps:
              - stop: {}
      """;

  /** Treasure Data's signature, as the rivals make it. */
  static final String SIGNED = "{scheme: td, secrets: [\"%s\"]}".formatted(Receiver.SECRET);

  /** As users have it who choose nothing but how many calls there are at once. */
  static SealpostContender of(Kind database) {
    return new SealpostContender("sealpost-" + database, database, 1, false, SIGNED, true);
  }

  @Override
  public Entrant enter(Path folder, Receiver receiver, Course course) throws IOException {
    Map<String, String> environment = new HashMap<>();
    List<Closeable> beside = new ArrayList<>();
    if (database == Kind.postgres) {
      AttemptDatabaseUnderTest server = AttemptDatabaseUnderTest.start(database, folder);
      beside.add(server::close);
      environment.putAll(of(server.settings()));
    }
    Artemis broker = Artemis.start(folder, course.traffic().busy());
    environment.put("SEALPOST_BROKER_URL", broker.url());
    List<ChildProcess> processes = new ArrayList<>();
    for (int i = 0; i < instances; i++) {
      Path own = folder.resolve("sealpost-" + i);
      new SealpostFolder(
              tls ? receiver.tlsUrl() : receiver.url(),
              course.traffic(),
              course.inFlight(),
              connection(receiver))
          .write(own.resolve("config"));
      if (!logging) {
        writeRoutesWithoutLog(own.resolve("routes"));
      }
      environment.putAll(common(course));
      processes.add(new SealpostProcess(own, environment));
    }
    return new Entrant(broker, processes, beside);
  }

  /** Records are taken from their queue, and that is all. */
  private static void writeRoutesWithoutLog(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (DirectoryStream<Path> shipped = Files.newDirectoryStream(Path.of("routes"))) {
      for (Path file : shipped) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    Path logging = folder.resolve("log-attempts.camel.yaml");
    Files.writeString(logging, ROUTE_WITHOUT_LOG, StandardOpenOption.TRUNCATE_EXISTING);
  }

  private String connection(Receiver receiver) {
    String reach = tls ? "tls: {trust: " + receiver.authority() + "}" : "allowPlainHttp: true";
    return reach + "\nsigning: " + signing;
  }

  private static Map<String, String> of(DatabaseSettings settings) {
    return Map.of(
        "SEALPOST_DATABASE_URL", settings.url(),
        "SEALPOST_DATABASE_USERNAME", settings.userName(),
        "SEALPOST_DATABASE_PASSWORD", settings.password().reveal());
  }

  /** What every Sealpost needs: a heap, ports that nobody else has, and who it is to the broker. */
  static Map<String, String> common(Course course) {
    return Map.of(
        "SEALPOST_JAVA_OPTS", "-Xmx" + course.heapMegabytes() + "m",
        "SEALPOST_MANAGEMENT_PORT", Integer.toString(FreePort.next()),
        "SEALPOST_OBSERVE_PORT", Integer.toString(FreePort.next()),
        "SEALPOST_BROKER_USERNAME", Artemis.CREDENTIALS.userName(),
        "SEALPOST_BROKER_PASSWORD", Artemis.CREDENTIALS.password().reveal());
  }
}
