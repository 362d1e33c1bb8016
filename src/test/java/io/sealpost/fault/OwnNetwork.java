package io.sealpost.fault;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * A network that belongs to one scenario: wires whose packets can be dropped, and a name service.
 * The scenario is played by a JVM of its own in new network and mount namespaces, where it and all
 * it starts see another {@code /etc/resolv.conf}; the machine's network is left alone. Needs root,
 * or the right to be it in a user namespace, and {@code unshare}, {@code mount} and {@code ip}.
 */
final class OwnNetwork implements Closeable {
  /** Known to the name service alone. */
  static final String RECEIVER = "receiver.test";

  private static final String DONE = "played";

  private final NameServer names;

  private OwnNetwork(NameServer names) {
    this.names = names;
  }

  /** Plays a scenario in a network of its own; what came of it is in its ledger. */
  static void play(Scenario scenario, Path folder, Effort effort)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(unshare());
    if (!isPossible(command)) {
      Assumptions.abort("not possible here: needs root or user namespaces, unshare and ip");
    }
    command.addAll(
        ChildProcess.java(
            OwnNetwork.class,
            List.of(
                scenario.name(),
                folder.toString(),
                Integer.toString(effort.messages()),
                Integer.toString(effort.rounds()),
                Long.toString(effort.seed()))));
    Files.createDirectories(folder);
    Path output = folder.resolve("network.log");
    ChildProcess player = new ChildProcess(output, Map.of(), command, DONE);
    player.start();
    int code = player.awaitEnd();
    if (code != 0) {
      throw new AssertionError("Ended with " + code + ":\n" + player.log());
    }
  }

  /** Plays one here: name, folder, messages, rounds, seed. */
  public static void main(String[] arguments) throws Exception {
    Effort effort =
        new Effort(
            Integer.parseInt(arguments[2]),
            Integer.parseInt(arguments[3]),
            Long.parseLong(arguments[4]));
    Scenarios.named(arguments[0]).playHere(Path.of(arguments[1]), effort);
    System.out.println(DONE);
    System.exit(0);
  }

  /** Within new namespaces, before anything is connected. */
  static OwnNetwork lay(Path folder) throws IOException, InterruptedException {
    Wire.lay();
    Path resolver = folder.resolve("resolv.conf");
    Files.writeString(resolver, "nameserver 127.0.0.1\noptions timeout:5 attempts:1\n");
    Process mount =
        new ProcessBuilder("mount", "--bind", resolver.toString(), "/etc/resolv.conf")
            .inheritIO()
            .start();
    if (mount.waitFor() != 0) {
      throw new IOException("/etc/resolv.conf cannot be replaced");
    }
    return new OwnNetwork(NameServer.start(Wire.TO_RECEIVER.address()));
  }

  NameServer names() {
    return names;
  }

  /** Every packet arrives, and the name is the receiver's. */
  void mend() throws IOException, InterruptedException {
    Wire.mendAll();
    names.resolveTo(Wire.TO_RECEIVER.address());
  }

  @Override
  public void close() {
    names.close();
  }

  private static List<String> unshare() throws IOException, InterruptedException {
    List<String> command = List.of("unshare", "--net", "--mount");
    return isPossible(command)
        ? command
        : List.of("unshare", "--map-root-user", "--net", "--mount");
  }

  private static boolean isPossible(List<String> unshare) throws InterruptedException {
    List<String> command = new ArrayList<>(unshare);
    command.addAll(List.of("ip", "link", "add", "probe1", "type", "veth"));
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException nothingOfThatName) {
      return false;
    }
  }
}
