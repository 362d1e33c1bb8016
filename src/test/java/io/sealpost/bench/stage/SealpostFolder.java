package io.sealpost.bench.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A configuration as an integrator would write it, with ten expressions in each activation.
 *
 * @param receiver its URL
 * @param inFlight calls at once, of each activation and of each connection
 * @param connection further lines of a connection's file
 */
public record SealpostFolder(String receiver, Traffic traffic, int inFlight, String connection) {
  /** Of the activation with that number, from 0. */
  public static String activation(int number) {
    return "activation-" + number;
  }

  /** Of the requests of that activation. */
  static String path(int activation) {
    return "/" + activation(activation) + "/";
  }

  public void write(Path config) throws IOException {
    Files.createDirectories(config.resolve("connections"));
    Files.createDirectories(config.resolve("activations"));
    for (int i = 0; i < traffic.connections(); i++) {
      Files.writeString(config.resolve("connections/receiver-" + i + ".yaml"), connectionYaml(i));
    }
    for (int i = 0; i < traffic.activations(); i++) {
      Files.writeString(
          config.resolve("activations/" + activation(i) + ".yaml"), activationYaml(i));
    }
  }

  private String connectionYaml(int number) {
    return """
        connection: receiver-%d
        urlPrefix: %s/
        authType: none
        allowAddresses: [127.0.0.0/8, "::1/128"]
        concurrency: %d
        %s
        """
        .formatted(number, receiver, inFlight, connection);
  }

  private String activationYaml(int number) {
    return """
        activation: %s
        connection: receiver-%d
        url: %s%s{{user_id}}/events
        concurrency: %d
        customHeaders:
          X-Event-Id: "{{meta.event_id}}"
          X-Sent-At: ${unix_timestamp}
        requestBody:
          user: "{{user_id}}"
          email: "{{email}}"
          name: "{{first_name}} {{last_name}}"
          city: "{{address.city}}"
          firstItem: "{{items[0].sku}}"
          properties: "{{attributes}}"
        """
        .formatted(
            activation(number), number % traffic.connections(), receiver, path(number), inFlight);
  }
}
