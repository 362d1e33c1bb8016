package io.sealpost.cli;

import io.sealpost.Sealpost;
import io.sealpost.StartException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Serves until it is told to stop. */
@Command(
    name = "run",
    header = "Deliver what arrives on sealpost.activations, until stopped.",
    description = {
      "Starts the embedded broker, unless sealpost.broker.url names another one, and a route for"
          + " each activation. Files of the configuration are read again when they change.",
      "On SIGTERM or Ctrl-C no more messages are taken, calls under way may finish, and what is"
          + " left waits in its queue. Should the embedded broker stop by itself, because its disk"
          + " fails, Sealpost ends with exit code 1."
    },
    footer = {
      "  sealpost run",
      "  sealpost run --config /etc/sealpost --data /var/lib/sealpost",
      "  SEALPOST_BROKER_PORT=61617 sealpost run"
    })
final class RunCommand implements Callable<Integer> {
  @Mixin private Folders folders = new Folders();

  @Override
  public Integer call() throws InterruptedException {
    Sealpost sealpost = Sealpost.standalone(folders.settings());
    AtomicBoolean brokerFailed = new AtomicBoolean();
    CountDownLatch ended = new CountDownLatch(1);
    sealpost.onBrokerFailure(
        () -> {
          brokerFailed.set(true);
          ended.countDown();
        });
    try {
      sealpost.start();
    } catch (StartException e) {
      throw CommandException.failed(e.getMessage(), e);
    }
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  // Without its broker nothing can be committed any more: nothing to wait for.
                  if (!brokerFailed.get()) {
                    sealpost.close();
                  }
                  ended.countDown();
                },
                "sealpost-shutdown"));
    ended.await();
    if (brokerFailed.get()) {
      throw CommandException.notSo("the embedded broker stopped, see the log; this ends with it");
    }
    return ExitCode.OK;
  }
}
