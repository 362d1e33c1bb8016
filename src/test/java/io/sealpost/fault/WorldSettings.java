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
 * @param brokers where the queues are
 * @param ownNetwork whether it needs an {@link OwnNetwork}
 * @param brokerOptions of the URL by which Sealpost and the producer reach the broker
 * @param connection further lines of the connection's file; theirs win
 * @param activation further lines of the activation's file; theirs win
 * @param environment further settings of the Sealpost process, as {@code SEALPOST_…}
 * @param device under the Sealpost process
 */
record WorldSettings(
    Brokers brokers,
    boolean ownNetwork,
    String brokerOptions,
    String connection,
    String activation,
    Map<String, String> environment,
    Device.Kind device) {
  /** Calls in flight at once: so many requests may come again after a fault. */
  static final int IN_FLIGHT = 16;

  static final WorldSettings EMBEDDED = of(Brokers.EMBEDDED);
  static final WorldSettings EXTERNAL = of(Brokers.BESIDE);

  /** Quick and in step, and patient enough for every fault. */
  private static final Map<String, String> RETRIES =
      Map.of("retryLimit", "100", "backoff", "300ms", "multiplier", "1", "jitter", "0");

  private static final Map<String, String> REACH =
      Map.of(
          "tls",
          "{trust: authority.pem}",
          "allowAddresses",
          "[127.0.0.0/8, \"::1/128\", 10.9.0.0/16]");

  static WorldSettings of(Brokers brokers) {
    return new WorldSettings(brokers, false, "", "", "", Map.of(), Device.NONE);
  }

  /** Sealpost reaches receiver and broker over wires, and the receiver by its name. */
  WorldSettings inOwnNetwork() {
    return new WorldSettings(
        brokers, true, brokerOptions, connection, activation, environment, device);
  }

  /** Such as {@code connectionTTL=5000}. */
  WorldSettings brokerOptions(String options) {
    return new WorldSettings(
        brokers, ownNetwork, options, connection, activation, environment, device);
  }

  WorldSettings connection(String yaml) {
    return new WorldSettings(
        brokers, ownNetwork, brokerOptions, yaml, activation, environment, device);
  }

  WorldSettings activation(String yaml) {
    return new WorldSettings(
        brokers, ownNetwork, brokerOptions, connection, yaml, environment, device);
  }

  WorldSettings environment(String name, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(name, value);
    return new WorldSettings(
        brokers, ownNetwork, brokerOptions, connection, activation, Map.copyOf(more), device);
  }

  WorldSettings on(Device.Kind other) {
    return new WorldSettings(
        brokers, ownNetwork, brokerOptions, connection, activation, environment, other);
  }

  /**
   * For the producer. Fails at once where the broker is gone, as Sealpost does.
   *
   * @param standbyPort of the second of two
   */
  String brokerUrl(int port, int standbyPort) {
    return brokers.isPair()
        ? pair(port, standbyPort) + "&useTopologyForLoadBalancing=false&" + options()
        : "tcp://127.0.0.1:" + port + "?" + options();
  }

  /** For Sealpost: over its line; of two, as docs/broker.md has it. */
  String lineUrl(int port, int linePort, int standbyPort) {
    String host = ownNetwork ? Wire.TO_BROKER.address() : "127.0.0.1";
    return brokers.isPair()
        ? pair(port, standbyPort)
        : "tcp://" + host + ":" + linePort + "?" + options();
  }

  private static String pair(int port, int standbyPort) {
    return "(tcp://127.0.0.1:%d,tcp://127.0.0.1:%d)?ha=true".formatted(port, standbyPort);
  }

  private String options() {
    return "reconnectAttempts=0&callTimeout=10000"
        + (brokerOptions.isEmpty() ? "" : "&" + brokerOptions);
  }

  /**
   * The environment of the Sealpost process.
   *
   * @param brokerPort of an embedded broker
   * @param url of another one
   */
  Map<String, String> sealpost(int brokerPort, String url, int apiPort) {
    Map<String, String> all = new HashMap<>();
    if (brokers == Brokers.EMBEDDED) {
      all.put("SEALPOST_BROKER_PORT", Integer.toString(brokerPort));
    } else {
      all.put("SEALPOST_BROKER_URL", url);
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
        activationYaml(Producer.ACTIVATION, "{{meta.event_id}}", activation, receiverPort));
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

  /**
   * Of an activation like the usual one.
   *
   * @param unit template of what it says to the receiver that it delivers
   * @param more lines; they win
   */
  String activationYaml(String name, String unit, String more, int receiverPort) {
    StringBuilder yaml =
        new StringBuilder(
            """
            activation: %s
            connection: receiver
            url: https://%s:%d/%s
            customHeaders: {%s: "%s", %s: "{{meta.attempt}}"}
            requestBody: "{{attributes}}"
            concurrency: %d
            %s
            """
                .formatted(
                    name,
                    receiverHost(),
                    receiverPort,
                    name,
                    Post.MESSAGE_HEADER,
                    unit,
                    Post.ATTEMPT_HEADER,
                    IN_FLIGHT,
                    more));
    add(RETRIES, more, yaml);
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
