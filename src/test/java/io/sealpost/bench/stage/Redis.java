package io.sealpost.bench.stage;

import io.sealpost.FreePort;
import io.sealpost.fault.ChildProcess;
import io.sealpost.fault.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A Redis as BullMQ's guide to production has it: an append-only file, synced each second. */
final class Redis implements Bus {
  private final int port = FreePort.next();
  private final Path template;
  private final ChildProcess process;
  private int sent;

  private Redis(Path folder, String sync) {
    template = folder.resolve("message.json");
    process =
        new ChildProcess(
            folder.resolve("redis.log"),
            Map.of(),
            List.of(
                "redis-server",
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--dir",
                folder.toString(),
                "--save",
                "",
                "--appendonly",
                "yes",
                "--appendfsync",
                sync,
                "--maxmemory-policy",
                "noeviction"),
            "Ready to accept connections");
  }

  /**
   * An empty one.
   *
   * @param sync everysec or always
   */
  static Redis start(Path folder, String sync) throws IOException {
    Redis redis = new Redis(folder, sync);
    Files.writeString(redis.template, SampleMessage.TEMPLATE);
    redis.process.start();
    redis.process.awaitUp();
    return redis;
  }

  int port() {
    return port;
  }

  @Override
  public int fill(int messages) throws IOException, InterruptedException {
    node("fill.js", template.toString(), Integer.toString(sent), Integer.toString(messages));
    sent += messages;
    return sent;
  }

  @Override
  public long waiting() throws IOException, InterruptedException {
    return Long.parseLong(node("waiting.js").strip());
  }

  private String node(String script, String... arguments) throws IOException, InterruptedException {
    return Program.run(NodeRival.command(port, script, arguments));
  }

  @Override
  public List<ChildProcess> processes() {
    return List.of(process);
  }

  @Override
  public void close() {
    process.end();
  }
}
