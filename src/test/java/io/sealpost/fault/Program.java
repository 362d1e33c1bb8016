package io.sealpost.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import org.opentest4j.TestAbortedException;

/** A program of the machine, run to its end. */
public final class Program {
  private Program() {}

  /**
   * Returns what it prints.
   *
   * @throws IOException if there is no such program, or it ends with another code than 0
   */
  public static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException(
          String.join(" ", List.of(command)) + " ended with " + code + ": " + output.strip());
    }
    return output;
  }

  /** As {@link #run}; that it fails makes the scenario impossible. */
  static String require(String... command) throws InterruptedException {
    try {
      return run(command);
    } catch (IOException e) {
      throw new TestAbortedException("not possible here: " + e.getMessage(), e);
    }
  }
}
