package io.sealpost.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.fault.LedgerEntry.Acked;
import io.sealpost.fault.LedgerEntry.Sent;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Little memory, and few files. */
final class LimitScenarios {
  private static final String OUT_OF_MEMORY = "OutOfMemoryError";

  private static final String FEW = "256";

  private static final String ENOUGH = "4096";

  private static final int ACTIVATIONS = 60;

  /** What is used after a collection may be so much more at three quarters than at one. */
  private static final double FLAT = 1.5;

  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "backlog",
              "The receiver is down until all is sent (--messages 100000), on a heap of 256 MB,"
                  + " which stays flat.",
              // Down for so long, with as many retries as that takes.
              WorldSettings.EMBEDDED
                  .activation("backoff: 30s\nretryLimit: 100")
                  .environment("SEALPOST_JAVA_OPTS", "-Xmx256m"),
              LimitScenarios::backlog),
          Scenario.of(
              "few-files",
              "Sealpost may have no more than 256 files open.",
              WorldSettings.EMBEDDED.on(folder -> new Files(FEW)),
              (world, effort) -> world.produce(Math.min(effort.messages(), 1_000))),
          Scenario.of(
              "few-files-many-activations",
              "The same with 60 activations more: it runs out of files, until it may have more.",
              // Or the JVM takes as many as it may have from the beginning.
              WorldSettings.EMBEDDED
                  .environment("SEALPOST_JAVA_OPTS", "-Xmx512m -XX:-MaxFDLimit")
                  .on(folder -> new Files(FEW + ":" + ENOUGH)),
              LimitScenarios::manyActivations));

  private LimitScenarios() {}

  private static void backlog(World world, Effort effort) throws Exception {
    int messages = effort.messages();
    world.receiverLine().refuse();
    world.produce(messages);
    flat(world, Sent.class, messages);
    world.heal();
    flat(world, Acked.class, messages);
    assertThat(world.sealpost().log()).doesNotContain(OUT_OF_MEMORY);
  }

  private static void flat(World world, Class<? extends LedgerEntry> kind, int count)
      throws Exception {
    world.untilAll(kind, count / 4);
    double early = Heap.used(world.sealpost());
    world.untilAll(kind, count * 3 / 4);
    double late = Heap.used(world.sealpost());
    world.untilAll(kind, count);
    assertThat(late / early).as("heap at three quarters, to that at one").isLessThan(FLAT);
  }

  /** In turn, so that each has calls in flight. */
  private static void manyActivations(World world, Effort effort) throws Exception {
    List<String> names =
        IntStream.range(0, ACTIVATIONS).mapToObj(number -> "probe-" + number).toList();
    new Edits(world).activate(names, name -> "{{meta.event_id}}", "");
    world.receiver().follow(Script.always(Reply.OK.after(Duration.ofMillis(100))));
    int messages = Math.min(effort.messages(), 1_000);
    world.produce(
        world
            .producer()
            .send(
                messages,
                (session, id, number) -> addressed(session, id, names.get(number % ACTIVATIONS))));
    world.untilAll(Acked.class, messages);
    world.until("it has run out", () -> world.sealpost().log().contains("Too many open files"));
    world.device(Files.class).allow(world.sealpost(), ENOUGH);
    world.untilQuiet();
  }

  private static Parcel addressed(JMSContext session, String id, String activation)
      throws JMSException {
    byte[] body = Producer.attributes(id, 1024);
    Message message = session.createTextMessage(new String(body, UTF_8));
    message.setStringProperty("activation", activation);
    message.setStringProperty("eventId", id);
    return Parcel.of(message, body);
  }

  /** How many a process may have open, as prlimit has it. */
  private static final class Files implements Device {
    private final String limit;

    Files(String limit) throws InterruptedException {
      Program.require("prlimit", "--version");
      this.limit = limit;
    }

    void allow(ChildProcess process, String more) throws IOException, InterruptedException {
      Program.run(
          "prlimit", "--pid", Long.toString(process.pid()), "--nofile=" + more + ":" + more);
    }

    @Override
    public List<String> launcher() {
      return List.of("prlimit", "--nofile=" + limit, "--");
    }
  }
}
