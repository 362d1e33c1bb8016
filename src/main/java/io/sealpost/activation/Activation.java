package io.sealpost.activation;

import io.sealpost.connection.Connection;
import io.sealpost.expression.BodyTemplate;
import io.sealpost.expression.MissingAttribute;
import io.sealpost.expression.Redaction;
import io.sealpost.expression.Template;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A configured delivery, checked and with its templates parsed.
 *
 * @param name its file's name
 * @param events the events it is subscribed to
 * @param method GET, POST, PUT, DELETE or PATCH
 * @param customHeaders in the order of the file, at most 32
 * @param body null where no body goes out
 * @param concurrency calls in flight at once
 * @param redaction attributes that are sent and never shown
 */
public record Activation(
    String name,
    Connection connection,
    Set<String> events,
    String method,
    Template url,
    List<CustomHeader> customHeaders,
    @Nullable BodyTemplate body,
    MissingAttribute missing,
    RetryPolicy retry,
    Timeouts timeouts,
    int concurrency,
    Redaction redaction) {

  /** A header of the operator's own. */
  public record CustomHeader(String name, Template value) {}

  /**
   * How long each phase of a call may take, as a whole.
   *
   * @param connect name look-up, TCP, proxy and TLS
   * @param write the request
   * @param read the answer, from the end of the request to the last byte that is read
   */
  public record Timeouts(Duration connect, Duration write, Duration read) {}
}
