package io.sealpost.bench.stage;

import io.sealpost.fault.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One contender, alone on the machine with its bus and the receiver, from its first process to the
 * end of the last. All it leaves is deleted.
 */
public final class Turn implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** So many more messages than it will take are laid ready. */
  private static final double RESERVE = 1.3;

  /** What the receiver has to make room for. */
  private static final int MOST_MESSAGES = 4_000_000;

  private final Contender contender;
  private final Course course;
  private final Receiver receiver;
  private final Path folder;
  private final Entrant entrant;
  private int filled;

  /** What was read off at one moment. */
  private record Reading(Tally tally, long waiting, Duration own, Duration bus) {}

  private Turn(
      Contender contender, Course course, Receiver receiver, Path folder, Entrant entrant) {
    this.contender = contender;
    this.course = course;
    this.receiver = receiver;
    this.folder = folder;
    this.entrant = entrant;
  }

  /** All is ready when it returns, and nobody takes messages yet. */
  public static Turn prepare(Contender contender, Course course, Receiver receiver, Path below)
      throws Exception {
    Files.createDirectories(below);
    Path folder = Files.createTempDirectory(below, contender.name() + "-").toAbsolutePath();
    receiver.reset(course.answers(), MOST_MESSAGES);
    Entrant entrant = contender.enter(folder, receiver, course);
    return new Turn(contender, course, receiver, folder, entrant);
  }

  /** Messages that wait before it starts cost it nothing. */
  public void fill(int messages) throws Exception {
    filled = entrant.bus().fill(messages);
  }

  /** Returns when the first message has been delivered. */
  public void start() throws Exception {
    for (ChildProcess process : entrant.processes()) {
      process.start();
    }
    long end = System.nanoTime() + LIMIT.toNanos();
    while (receiver.tally().deliveries() == 0) {
      if (System.nanoTime() > end) {
        throw failure("has delivered nothing within " + LIMIT.toSeconds() + " s");
      }
      requireAlive();
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /**
   * Warms up, then counts.
   *
   * @throws IOException if it ends, or a signature is wrong
   */
  public Pace measure() throws Exception {
    TimeUnit.MILLISECONDS.sleep(course.warmUp().toMillis());
    long taken = filled - entrant.bus().waiting();
    double seconds = course.warmUp().toMillis() / 1e3;
    long missing =
        (long) (taken / seconds * RESERVE * course.counted().toSeconds()) - entrant.bus().waiting();
    boolean late = missing > 0;
    if (late) {
      // It was taken for slower. What is added now would cost it, were it counted.
      fill((int) missing);
      TimeUnit.MILLISECONDS.sleep(course.warmUp().toMillis() / 4);
    }
    Reading begin = read();
    TimeUnit.MILLISECONDS.sleep(course.counted().toMillis());
    Reading end = read();
    requireAlive();
    requireRight(end.tally());
    return pace(begin, end);
  }

  private Reading read() throws Exception {
    return new Reading(
        receiver.tally(),
        entrant.bus().waiting(),
        CpuTime.of(entrant.processes()),
        CpuTime.of(List.of(entrant.bus().process())));
  }

  private static Pace pace(Reading begin, Reading end) {
    long delivered = end.tally().deliveries() - begin.tally().deliveries();
    double seconds = (end.tally().micros() - begin.tally().micros()) / 1e6;
    return new Pace(
        delivered / seconds,
        (begin.waiting() - end.waiting()) / seconds,
        end.own().minus(begin.own()).toNanos() / 1e3 / delivered,
        end.bus().minus(begin.bus()).toNanos() / 1e3 / delivered,
        end.waiting() == 0);
  }

  private void requireRight(Tally tally) throws IOException {
    if (tally.wrong() > 0 || tally.verified() == 0) {
      throw failure("made wrong requests: " + tally);
    }
  }

  private void requireAlive() throws IOException {
    for (ChildProcess process : entrant.processes()) {
      if (!process.isAlive()) {
        throw failure("has ended");
      }
    }
  }

  private IOException failure(String what) throws IOException {
    StringBuilder text = new StringBuilder(contender.name()).append(' ').append(what);
    for (ChildProcess process : entrant.processes()) {
      List<String> lines = process.log().lines().toList();
      lines
          .subList(Math.max(0, lines.size() - 30), lines.size())
          .forEach(line -> text.append('\n').append(line));
    }
    return new IOException(text.toString());
  }

  @Override
  public void close() throws IOException {
    entrant.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
