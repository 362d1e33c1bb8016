package io.sealpost.cli;

import io.sealpost.Sealpost;
import io.sealpost.StartException;
import io.sealpost.deadletter.DeadContent;
import io.sealpost.deadletter.DeadFilter;
import io.sealpost.deadletter.DeadMessage;
import io.sealpost.deadletter.DeadQueue;
import io.sealpost.receiver.TerminalText;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows in a few seconds what Sealpost does, with real parts and without a network. */
@Command(
    name = "demo",
    header = "See three deliveries: one at once, one after two retries, one dead and replayed.",
    description = {
      "Starts an embedded broker and a TLS receiver on loopback, sends three activation messages,"
          + " prints each request as the receiver saw it and whether its signature verified, the"
          + " attempts, and the dead message; then mends the receiver and replays it. Everything it"
          + " writes is in demo/ of the data folder."
    },
    footer = {"  sealpost demo"})
final class DemoCommand implements Callable<Integer> {
  private static final String ATTRIBUTES =
      "{\"user_id\": \"u-4711\", \"plan\": \"pro\", \"amount\": 19.90}";

  @Mixin private Folders folders = new Folders();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, JMSException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Path folder = folders.data().resolve("demo");
    DemoFolder.empty(folder);
    try (DemoReceiver receiver = DemoReceiver.start(new RequestPrinter(out, false))) {
      Path configuration = DemoFolder.write(folder, receiver);
      try (Sealpost sealpost = Sealpost.keptToItself(settings(configuration))) {
        sealpost.start();
        deliver(sealpost.broker(), receiver, out);
      } catch (StartException e) {
        throw CommandException.failed(e.getMessage(), e);
      }
    }
    return ExitCode.OK;
  }

  private void deliver(ConnectionFactory broker, DemoReceiver receiver, PrintWriter out)
      throws JMSException, InterruptedException {
    DeadQueue deadQueue = new DeadQueue(broker);
    for (String activation : DemoReceiver.ACTIVATIONS) {
      try (ActivationSender sender = new ActivationSender(broker, activation, Map.of())) {
        sender.send(List.of(ATTRIBUTES));
      }
    }
    receiver.awaitRequests(DemoReceiver.REQUESTS_BEFORE_REPLAY);
    DeadMessage dead = awaitDead(deadQueue, receiver);
    out.println("=== Attempts, as the receiver saw them");
    receiver.attempts().printText(out, spec.commandLine().getColorScheme());
    out.println();
    out.println("=== The dead message (sealpost dead show)");
    for (DeadContent content : deadQueue.show(String.valueOf(dead.id()))) {
      content
          .message()
          .properties()
          .forEach((name, value) -> out.println(TerminalText.line(name + ": " + value)));
      out.println(TerminalText.lines(content.body()));
    }
    out.println();
    out.println("=== The receiver is mended; the dead message is replayed (sealpost dead replay)");
    receiver.mend();
    deadQueue.replay(DeadFilter.all(), (done, total) -> {});
    receiver.awaitRequests(DemoReceiver.REQUESTS_BEFORE_REPLAY + 1);
    out.println("Delivered, with the same delivery id: " + dead.deliveryId());
    out.flush();
  }

  /** Dead letters are committed right after the answer that killed them. */
  private static DeadMessage awaitDead(DeadQueue queue, DemoReceiver receiver)
      throws JMSException, InterruptedException {
    List<DeadMessage> dead = queue.list(DeadFilter.all(), 0, 1);
    while (dead.isEmpty()) {
      receiver.pause();
      dead = queue.list(DeadFilter.all(), 0, 1);
    }
    return dead.get(0);
  }

  private Properties settings(Path configuration) {
    Properties settings = folders.settings();
    settings.setProperty("sealpost.config", configuration.toString());
    settings.setProperty("sealpost.data", configuration.resolveSibling("data").toString());
    // Nothing else has to reach it, and a Sealpost that is running keeps its ports.
    settings.setProperty("sealpost.broker.port", "0");
    settings.setProperty("sealpost.broker.url", "");
    settings.setProperty("sealpost.management.port", "0");
    settings.setProperty("sealpost.observe.port", "0");
    return settings;
  }
}
