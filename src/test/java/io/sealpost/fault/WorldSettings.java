package io.sealpost.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What a scenario wants otherwise than usual.
 *
 * @param embedded whether the broker is Sealpost's own, or a process beside it
 * @param brokerOptions of the URL by which Sealpost and the producer reach the broker
 * @param activation further lines of the activation's file; theirs win
 * @param environment further settings of the Sealpost process, as {@code SEALPOST_…}
 * @param device under the Sealpost process
 */
record WorldSettings(
    boolean embedded,
    String brokerOptions,
    String activation,
    Map<String, String> environment,
    Device.Kind device) {
  /** Calls in flight at once: so many requests may come again after a fault. */
  static final int IN_FLIGHT = 16;

  static final WorldSettings EMBEDDED = new WorldSettings(true, "", "", Map.of(), Device.NONE);
  static final WorldSettings EXTERNAL = new WorldSettings(false, "", "", Map.of(), Device.NONE);

  /** Quick and in step, and patient enough for every fault. */
  private static final Map<String, String> RETRIES =
      Map.of("retryLimit", "100", "backoff", "300ms", "multiplier", "1", "jitter", "0");

  /** Such as {@code connectionTTL=5000}. */
  WorldSettings brokerOptions(String options) {
    return new WorldSettings(embedded, options, activation, environment, device);
  }

  WorldSettings activation(String yaml) {
    return new WorldSettings(embedded, brokerOptions, yaml, environment, device);
  }

  WorldSettings environment(String name, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(name, value);
    return new WorldSettings(embedded, brokerOptions, activation, Map.copyOf(more), device);
  }

  WorldSettings on(Device.Kind other) {
    return new WorldSettings(embedded, brokerOptions, activation, environment, other);
  }

  /** Fails at once where the broker is gone, as Sealpost does. */
  String brokerUrl(int port) {
    String options = brokerOptions.isEmpty() ? "" : "&" + brokerOptions;
    return "tcp://127.0.0.1:" + port + "?reconnectAttempts=0&callTimeout=10000" + options;
  }

  /**
   * The environment of the Sealpost process.
   *
   * @param brokerPort of an embedded broker
   * @param linePort of the way to another one
   */
  Map<String, String> sealpost(int brokerPort, int linePort, int apiPort) {
    Map<String, String> all = new HashMap<>();
    if (embedded) {
      all.put("SEALPOST_BROKER_PORT", Integer.toString(brokerPort));
    } else {
      all.put("SEALPOST_BROKER_URL", brokerUrl(linePort));
    }
    all.put("SEALPOST_BROKER_USERNAME", World.CREDENTIALS.userName());
    all.put("SEALPOST_BROKER_PASSWORD", World.CREDENTIALS.password().reveal());
    all.put("SEALPOST_MANAGEMENT_PORT", Integer.toString(apiPort));
    all.put("SEALPOST_OBSERVE_PORT", "0");
    all.put("SEALPOST_JAVA_OPTS", "-Xmx512m");
    all.putAll(environment);
    return all;
  }

  /**
   * Writes the configuration of one activation.
   *
   * @param receiverPort of the way to the receiver
   */
  void writeConfiguration(Path config, int receiverPort) throws IOException {
    Files.createDirectories(config.resolve("connections"));
    Files.createDirectories(config.resolve("activations"));
    Files.writeString(config.resolve("connections/receiver.yaml"), connectionYaml(receiverPort));
    Files.writeString(
        config.resolve("activations/" + Producer.ACTIVATION + ".yaml"),
        activationYaml(receiverPort));
  }

  private static String connectionYaml(int receiverPort) {
    return """
    connection: receiver
    urlPrefix: https://localhost:%d/
    authType: none
    signing:
      scheme: standard-webhooks
      secrets: ["%s"]
    tls: {trust: receiver.pem}
    allowAddresses: [127.0.0.0/8, "::1/128"]
    """
        .formatted(receiverPort, WireSignature.SECRET);
  }

  private String activationYaml(int receiverPort) {
    StringBuilder yaml =
        new StringBuilder(
            """
            activation: %s
            connection: receiver
            url: https://localhost:%d/%s
            customHeaders: {%s: "{{meta.event_id}}", %s: "{{meta.attempt}}"}
            requestBody: "{{attributes}}"
            concurrency: %d
            %s
            """
                .formatted(
                    Producer.ACTIVATION,
                    receiverPort,
                    Producer.ACTIVATION,
                    Post.MESSAGE_HEADER,
                    Post.ATTEMPT_HEADER,
                    IN_FLIGHT,
                    activation));
    RETRIES.forEach(
        (key, value) -> {
          if (!activation.contains(key + ":")) {
            yaml.append(key).append(": ").append(value).append('\n');
          }
        });
    return yaml.toString();
  }
}
