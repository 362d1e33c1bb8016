package io.sealpost.cli;

import io.sealpost.signature.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The files of the demo: a configuration as an operator would write it. */
final class DemoFolder {
  private DemoFolder() {}

  /** Removes what an earlier demo left. */
  static void empty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }

  /** Returns the configuration folder. */
  static Path write(Path folder, DemoReceiver receiver) throws IOException {
    Path configuration = folder.resolve("config");
    Files.createDirectories(configuration.resolve("connections"));
    Files.createDirectories(configuration.resolve("activations"));
    receiver.certificate().writePem(configuration.resolve("receiver.pem"));
    Secret secret = DemoReceiver.SIGNING_SECRET;
    Files.writeString(configuration.resolve("signing.secret"), secret.reveal() + "\n");
    Files.writeString(
        configuration.resolve("connections/demo.yaml"),
        """
        connection: demo
        urlPrefix: %s/
        authType: none
        signing:
          secrets: ["{{file:signing.secret}}"]
        tls:
          trust: receiver.pem
        allowAddresses: [127.0.0.0/8, "::1/128"]
        """
            .formatted(receiver.origin()));
    for (String activation : DemoReceiver.ACTIVATIONS) {
      Files.writeString(
          configuration.resolve("activations/" + activation + ".yaml"),
          activation(activation, receiver.origin()));
    }
    return configuration;
  }

  private static String activation(String name, String origin) {
    return """
        activation: %s
        connection: demo
        url: %s/%s/{{user_id}}
        customHeaders:
          X-Timestamp: ${unix_timestamp}
          X-Attempt: "{{meta.attempt}}"
        requestBody:
          user: "{{user_id}}"
          plan: "{{plan}}"
          amount: "{{amount}}"
        backoff: 300ms
        multiplier: 2
        """
        .formatted(name, origin, name);
  }
}
