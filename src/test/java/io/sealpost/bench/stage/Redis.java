package io.sealpost.bench.stage;

import io.sealpost.FreePort;
import io.sealpost.fault.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Redis as BullMQ's guide to production has it: an append-only file, synced each second. */
final class Redis implements Bus {
  private final int port = FreePort.next();
  private final Path template;
  private final ChildProcess process;
  private @Nullable RedisProducer producer;
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
  public int fill(int messages) throws IOException {
    if (producer == null) {
      producer = new RedisProducer(port, template);
    }
    producer.send(sent, messages);
    sent += messages;
    return sent;
  }

  @Override
  public List<ChildProcess> processes() {
    return List.of(process);
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close();
    }
    process.end();
  }
}
