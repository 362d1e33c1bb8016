package io.sealpost.bench.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;

/** Adds jobs, as BullMQ has its users do it: {@code fill.js}. */
final class RedisProducer implements AutoCloseable {
  private final Process process;
  private final Writer orders;
  private final BufferedReader answers;

  /**
   * @param template of a job's data
   */
  RedisProducer(int port, Path template) throws IOException {
    process =
        new ProcessBuilder(NodeRival.command(port, "fill.js", template.toString()))
            .redirectErrorStream(true)
            .start();
    orders = process.outputWriter(UTF_8);
    answers = process.inputReader(UTF_8);
  }

  /**
   * Returns when all are there.
   *
   * @param from number of the first
   */
  void send(int from, int messages) throws IOException {
    orders.write(from + " " + messages + "\n");
    orders.flush();
    String answer = answers.readLine();
    if (!"added".equals(answer)) {
      throw new IOException("fill.js added no jobs, but said: " + answer);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
