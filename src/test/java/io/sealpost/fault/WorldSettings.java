package io.sealpost.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What a scenario wants otherwise than usual.
 *
 * @param embedded whether the broker is Sealpost's own, or a process beside it
 * @param ownNetwork whether it needs an {@link OwnNetwork}
 * @param brokerOptions of the URL by which Sealpost and the producer reach the broker
 * @param connection further lines of the connection's file; theirs win
 * @param activation further lines of the activation's file; theirs win
 * @param environment further settings of the Sealpost process, as {@code SEALPOST_…}
 */
record WorldSettings(
    boolean embedded,
    boolean ownNetwork,
    String brokerOptions,
    String connection,
    String activation,
    Map<String, String> environment) {
  /** Calls in flight at once: so many requests may come again after a fault. */
  static final int IN_FLIGHT = 16;

  static final WorldSettings EMBEDDED = of(true);
  static final WorldSettings EXTERNAL = of(false);

  /** Quick and in step, and patient enough for every fault. */
  private static final Map<String, String> RETRIES =
      Map.of("retryLimit", "100", "backoff", "300ms", "multiplier", "1", "jitter", "0");

  private static final Map<String, String> REACH =
      Map.of(
          "tls",
          "{trust: authority.pem}",
          "allowAddresses",
          "[127.0.0.0/8, \"::1/128\", 10.9.0.0/16]");

  private static WorldSettings of(boolean embedded) {
    return new WorldSettings(embedded, false, "", "", "", Map.of());
  }

  /** Sealpost reaches receiver and broker over wires, and the receiver by its name. */
  WorldSettings inOwnNetwork() {
    return new WorldSettings(embedded, true, brokerOptions, connection, activation, environment);
  }

  /** Such as {@code connectionTTL=5000}. */
  WorldSettings brokerOptions(String options) {
    return new WorldSettings(embedded, ownNetwork, options, connection, activation, environment);
  }

  WorldSettings connection(String yaml) {
    return new WorldSettings(embedded, ownNetwork, brokerOptions, yaml, activation, environment);
  }

  WorldSettings activation(String yaml) {
    return new WorldSettings(embedded, ownNetwork, brokerOptions, connection, yaml, environment);
  }

  WorldSettings environment(String name, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(name, value);
    return new WorldSettings(
        embedded, ownNetwork, brokerOptions, connection, activation, Map.copyOf(more));
  }

  /** Fails at once where the broker is gone, as Sealpost does. */
  String brokerUrl(int port) {
    return brokerUrl("127.0.0.1", port);
  }

  private String brokerUrl(String host, int port) {
    String options = brokerOptions.isEmpty() ? "" : "&" + brokerOptions;
    return "tcp://" + host + ":" + port + "?reconnectAttempts=0&callTimeout=10000" + options;
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
      all.put(
          "SEALPOST_BROKER_URL",
          brokerUrl(ownNetwork ? Wire.TO_BROKER.address() : "127.0.0.1", linePort));
    }
    all.put("SEALPOST_BROKER_USERNAME", World.CREDENTIALS.userName());
    all.put("SEALPOST_BROKER_PASSWORD", World.CREDENTIALS.password().reveal());
    all.put("SEALPOST_MANAGEMENT_PORT", Integer.toString(apiPort));
    all.put("SEALPOST_OBSERVE_PORT", "0");
    all.put("SEALPOST_JAVA_OPTS", "-Xmx512m");
    all.putAll(environment);
    return all;
  }

  /** By which Sealpost knows the receiver. */
  String receiverHost() {
    return ownNetwork ? OwnNetwork.RECEIVER : "localhost";
  }

  /** Of the lines to receiver and broker. */
  InetAddress lineAddress() throws IOException {
    return ownNetwork ? InetAddress.getByName("0.0.0.0") : InetAddress.getLoopbackAddress();
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

  private String connectionYaml(int receiverPort) {
    StringBuilder yaml =
        new StringBuilder(
            """
            connection: receiver
            urlPrefix: https://%s:%d/
            authType: none
            signing:
              scheme: standard-webhooks
              secrets: ["%s"]
            %s
            """
                .formatted(receiverHost(), receiverPort, WireSignature.SECRET, connection));
    add(REACH, connection, yaml);
    return yaml.toString();
  }

  private String activationYaml(int receiverPort) {
    StringBuilder yaml =
        new StringBuilder(
            """
            activation: %s
            connection: receiver
            url: https://%s:%d/%s
            customHeaders: {%s: "{{meta.event_id}}", %s: "{{meta.attempt}}"}
            requestBody: "{{attributes}}"
            concurrency: %d
            %s
            """
                .formatted(
                    Producer.ACTIVATION,
                    receiverHost(),
                    receiverPort,
                    Producer.ACTIVATION,
                    Post.MESSAGE_HEADER,
                    Post.ATTEMPT_HEADER,
                    IN_FLIGHT,
                    activation));
    add(RETRIES, activation, yaml);
    return yaml.toString();
  }

  private static void add(Map<String, String> usual, String own, StringBuilder yaml) {
    usual.forEach(
        (key, value) -> {
          if (!own.contains(key + ":")) {
            yaml.append(key).append(": ").append(value).append('\n');
          }
        });
  }
}
