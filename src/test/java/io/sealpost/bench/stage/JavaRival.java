package io.sealpost.bench.stage;

import io.sealpost.bench.rival.Task;
import io.sealpost.broker.Queues;
import io.sealpost.fault.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A program of {@code io.sealpost.bench.rival} in a JVM of its own. */
record JavaRival(String name, Class<?> program) implements Contender {
  /** Options of the broker's URL, to try others than the client's own. */
  private static final String OPTIONS = System.getenv().getOrDefault("BENCH_BROKER_OPTIONS", "");

  @Override
  public Entrant enter(Path folder, Receiver receiver, Course course) throws IOException {
    Artemis broker = Artemis.start(folder, course.traffic().busy());
    Task task =
        new Task(
            broker.url() + OPTIONS,
            Artemis.CREDENTIALS.userName(),
            Artemis.CREDENTIALS.password().reveal(),
            Queues.ACTIVATIONS,
            receiver.url() + "/v1/events",
            Receiver.SECRET,
            course.inFlight());
    ChildProcess process =
        new ChildProcess(
            folder.resolve(name + ".log"),
            task.environment(),
            ChildProcess.java(program, List.of("-Xmx" + course.heapMegabytes() + "m"), List.of()),
            "");
    return new Entrant(broker, List.of(process), List.of());
  }
}
