package io.sealpost.bench.stage;

import io.sealpost.fault.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One contender, alone on the machine with its bus and the receiver, from its first process to the
 * end of the last. All it leaves is deleted.
 */
public final class Turn implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** Messages on their way, where producers keep up. */
  private static final int ON_THEIR_WAY = 20_000;

  /** What the receiver has to make room for. */
  private static final int MOST_MESSAGES = 4_000_000;

  private final Contender contender;
  private final Course course;
  private final Receiver receiver;
  private final Path folder;
  private final Entrant entrant;
  private int filled;

  /** Of these, those whose answers are counted. */
  private int counting;

  private @Nullable Feed feed;

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
    filled(entrant.bus().fill(messages));
  }

  /** From now on there are always the same number on their way. */
  public void feed() throws Exception {
    topUp();
    feed = new Feed(this::topUp);
  }

  private void topUp() throws Exception {
    int missing = ON_THEIR_WAY - (counting - (int) delivered());
    if (missing > 0) {
      fill(missing);
    }
  }

  /** Returns how long it took to the first delivery. */
  public Duration start() throws Exception {
    long begin = System.nanoTime();
    for (ChildProcess process : entrant.processes()) {
      process.start();
    }
    awaitDelivered(1);
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /** Returns when all that was filled in has been delivered, where the receiver answers. */
  public void awaitDelivered() throws Exception {
    awaitDelivered(counting);
  }

  private void awaitDelivered(int messages) throws Exception {
    long last = 0;
    long end = System.nanoTime() + LIMIT.toNanos();
    for (long now = 0; now < messages; now = receiver.tally().deliveries()) {
      if (now > last) {
        last = now;
        end = System.nanoTime() + LIMIT.toNanos();
      }
      if (System.nanoTime() > end) {
        throw failure("delivered nothing for " + LIMIT.toSeconds() + " s, after " + now);
      }
      requireAlive();
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private void filled(int messages) {
    counting += (int) IntStream.range(filled, messages).filter(this::counts).count();
    filled = messages;
  }

  private boolean counts(int message) {
    String path = SealpostFolder.path(message % course.traffic().busy());
    return !course.answers().hangs(path);
  }

  /**
   * Sends at a steady rate, for a tenth of the time uncounted first.
   *
   * @return from the return of the producer's commit to the request, in nanoseconds
   */
  public long[] latencies(int perSecond) throws Exception {
    int uncounted = (int) (course.counted().toSeconds() * perSecond / 10);
    int messages = uncounted * 11;
    int from = filled;
    long[] committed = entrant.bus().pace(perSecond, messages);
    filled(filled + messages);
    awaitDelivered();
    requireRight(receiver.tally());
    long[] arrived = receiver.arrivals(filled);
    return IntStream.range(uncounted, messages)
        .filter(i -> counts(from + i))
        .mapToLong(i -> (arrived[from + i] - committed[i]) * 1_000)
        .toArray();
  }

  private long delivered() throws Exception {
    return receiver.tally().deliveries();
  }

  /** Waits until so many are delivered; returns how many it were a second. */
  public double rateUntil(int messages) throws Exception {
    Tally begin = receiver.tally();
    awaitDelivered(messages);
    Tally end = receiver.tally();
    return (end.deliveries() - begin.deliveries()) * 1e6 / (end.micros() - begin.micros());
  }

  /** Returns when there has been a request of each message, answered or not. */
  public void awaitArrived() throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (LongStream.of(receiver.arrivals(filled)).anyMatch(micros -> micros == 0)) {
      if (System.nanoTime() > end) {
        throw failure("made no request of some messages within " + LIMIT.toSeconds() + " s");
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** What is reachable in its JVM. */
  public double liveMegabytes() throws Exception {
    return LiveHeap.bytes(entrant.processes().get(0).pid()) / 1e6;
  }

  /** Warms up, then records its JVM for as long as the course counts. */
  public AllocationProfile profile() throws Exception {
    TimeUnit.MILLISECONDS.sleep(course.warmUp().toMillis());
    long pid = entrant.processes().get(0).pid();
    Path recording = folder.resolve("profile.jfr");
    LiveHeap.jcmd(pid, "JFR.start", "name=bench", "settings=profile");
    long before = delivered();
    TimeUnit.MILLISECONDS.sleep(course.counted().toMillis());
    long deliveries = delivered() - before;
    LiveHeap.jcmd(pid, "JFR.stop", "name=bench", "filename=" + recording);
    return AllocationProfile.read(recording, deliveries);
  }

  /** The most that its processes have had in memory, together. */
  public double peakMegabytes() throws IOException {
    return Consumption.peakMegabytes(entrant.processes());
  }

  /**
   * Warms up, then counts.
   *
   * @throws IOException if it ends, or a signature is wrong
   */
  public Pace measure() throws Exception {
    TimeUnit.MILLISECONDS.sleep(course.warmUp().toMillis());
    Reading begin = Reading.of(entrant, receiver);
    TimeUnit.MILLISECONDS.sleep(course.counted().toMillis());
    Reading end = Reading.of(entrant, receiver);
    requireAlive();
    requireFed();
    requireRight(end.tally());
    return begin.until(end);
  }

  private void requireRight(Tally tally) throws IOException {
    boolean unverified = tally.verified() == 0 && course.answers().signed();
    if (tally.wrong() > 0 || unverified) {
      throw failure("made wrong requests: " + tally);
    }
  }

  private void requireFed() throws IOException, InterruptedException {
    if (feed != null) {
      feed.requireRunning();
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
    if (feed != null) {
      feed.close();
    }
    entrant.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
