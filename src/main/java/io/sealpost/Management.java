package io.sealpost;

import io.sealpost.attemptlog.JdbcAttemptLog;
import io.sealpost.configuration.ConfigurationReader;
import io.sealpost.console.ManagementApi;
import io.sealpost.console.ManagementSettings;
import io.sealpost.event.OperationalEvents;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.time.Clock;
import org.apache.camel.RuntimeCamelException;
import org.jspecify.annotations.Nullable;

/** The management API of a Sealpost, from its settings; or none. */
final class Management implements AutoCloseable {
  private final @Nullable ManagementSettings settings;
  private final ManagementApi.Subjects subjects;
  private final Clock clock;
  private @Nullable ManagementApi api;

  private Management(
      @Nullable ManagementSettings settings, ManagementApi.Subjects subjects, Clock clock) {
    this.settings = settings;
    this.subjects = subjects;
    this.clock = clock;
  }

  /** Opens nothing yet. */
  static Management of(
      RuntimeSettings settings,
      LiveConfiguration live,
      ConfigurationReader reader,
      ConnectionFactory broker,
      JdbcAttemptLog log,
      OperationalEvents events,
      Clock clock)
      throws StartException, IOException {
    return new Management(
        settings.management().orElse(null),
        new ManagementApi.Subjects(
            live,
            broker,
            log,
            events,
            settings.retention(),
            reader,
            settings.configuration(),
            settings.routes(),
            settings.node()),
        clock);
  }

  /** For the line that says it is up. */
  String place() {
    return settings == null ? "off" : settings.url();
  }

  /**
   * Listens from now on.
   *
   * @throws RuntimeCamelException around a {@link StartException} naming host and port
   */
  void start() {
    if (settings == null) {
      return;
    }
    try {
      api = ManagementApi.start(settings, subjects, clock);
    } catch (IOException e) {
      throw new RuntimeCamelException(
          new StartException(
              "port-taken",
              "The management API cannot listen on "
                  + settings.url()
                  + " ("
                  + e.getMessage()
                  + "): stop what else uses the port, or set sealpost.management.host and"
                  + " sealpost.management.port; with TLS, check certificate and key",
              e));
    }
  }

  /** Idempotent. */
  @Override
  public void close() {
    if (api != null) {
      api.close();
      api = null;
    }
  }
}
