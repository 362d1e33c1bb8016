package io.sealpost.bench.stage;

import io.sealpost.fault.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** BullMQ on Redis: {@code bench/rivals/node-bullmq}. */
record NodeRival() implements Contender {
  private static final Path FOLDER = Path.of("bench/rivals/node-bullmq");

  @Override
  public String name() {
    return "node-bullmq";
  }

  @Override
  public Optional<String> missing() {
    if (!isOnPath("node") || !isOnPath("redis-server")) {
      return Optional.of("it needs node 20 and redis-server: apt-get install nodejs redis-server");
    }
    return Files.isDirectory(FOLDER.resolve("node_modules"))
        ? Optional.empty()
        : Optional.of("its packages are missing: npm ci --prefix " + FOLDER);
  }

  private static boolean isOnPath(String program) {
    return List.of(System.getenv("PATH").split(":")).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  @Override
  public Entrant enter(Path folder, Receiver receiver, Course course) throws IOException {
    Redis redis =
        Redis.start(folder, System.getenv().getOrDefault("BENCH_REDIS_FSYNC", "everysec"));
    Map<String, String> environment =
        Map.of(
            "BENCH_URL",
            receiver.url() + "/v1/events",
            "BENCH_SECRET",
            Receiver.SECRET,
            "BENCH_IN_FLIGHT",
            Integer.toString(course.inFlight()));
    ChildProcess process =
        new ChildProcess(
            folder.resolve(name() + ".log"),
            environment,
            List.of(command(redis.port(), "deliver.js")),
            "");
    return new Entrant(redis, List.of(process), List.of());
  }

  /** Every script is told the port of Redis first. */
  static String[] command(int port, String script, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add("node");
    command.add(FOLDER.resolve(script).toString());
    command.add(Integer.toString(port));
    command.addAll(List.of(arguments));
    return command.toArray(String[]::new);
  }
}
