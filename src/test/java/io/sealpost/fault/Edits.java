package io.sealpost.fault;

import io.sealpost.broker.Queues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.UnaryOperator;

/** The configuration of a world, edited while it runs. */
final class Edits {
  private static final String RELOADED = "Configuration reloaded";

  private final World world;

  Edits(World world) {
    this.world = world;
  }

  Path activation(String name) {
    return world.config().resolve("activations/" + name + ".yaml");
  }

  Path connection() {
    return world.config().resolve("connections/receiver.yaml");
  }

  /** As good editors save a file: from one moment to the next, the whole of it. */
  void save(Path file, String text) throws IOException {
    Path next = Files.writeString(world.data().resolveSibling("saved"), text);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** As {@link #save}, with that in place of the text that is there. */
  void replace(Path file, String old, String now) throws IOException {
    String text = Files.readString(file);
    if (!text.contains(old)) {
      throw new IllegalArgumentException(file + " has no " + old);
    }
    save(file, text.replace(old, now));
  }

  /** Edits, and waits until that is in force. */
  void reload(Edit edit) throws Exception {
    int before = count(RELOADED);
    edit.make();
    world.until("it is in force", () -> count(RELOADED) > before);
  }

  /** Edits, and waits until Sealpost says that it does not take that. */
  void refused(Edit edit) throws Exception {
    String complaint = "The configuration has errors";
    int before = count(complaint);
    edit.make();
    world.until("it is refused", () -> count(complaint) > before);
  }

  /**
   * More activations like the usual one; they are served when it returns.
   *
   * @param unit template of what they say to the receiver that they deliver, given a name
   * @param more lines of the file; they win
   */
  void activate(List<String> names, UnaryOperator<String> unit, String more) throws IOException {
    int port = world.receiverLine().port();
    for (String name : names) {
      save(
          activation(name),
          WorldSettings.EMBEDDED.activationYaml(name, unit.apply(name), more, port));
    }
    for (String name : names) {
      world.until(
          name + " is served", () -> world.queues().named(Queues.delivery(name)).consumers() > 0);
    }
  }

  /** Something done to files. */
  @FunctionalInterface
  interface Edit {
    void make() throws IOException;
  }

  private int count(String text) throws IOException {
    return world.sealpost().log().split(text, -1).length - 1;
  }
}
