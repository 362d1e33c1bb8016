package io.sealpost.bench;

import io.sealpost.bench.stage.Contender;
import io.sealpost.bench.stage.Contenders;
import io.sealpost.bench.stage.Course;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every scenario that measures contenders may be told. */
final class MeasureOptions {
  static final Path FOLDER = Path.of("target/bench");

  @Option(
      names = "--quick",
      description = "One short round, under two minutes: to see that it works, not for figures.")
  boolean quick;

  @Option(names = "--rounds", description = "Of all in turn. Default: 3.")
  private int rounds = 3;

  @Option(names = "--warm-up", description = "Seconds that are not counted. Default: 30.")
  private int warmUp = 30;

  @Option(names = "--counted", description = "Seconds that are. Default: 60.")
  private int counted = 60;

  @Option(names = "--in-flight", description = "Calls at once. Default: the scenario's own.")
  private @Nullable Integer inFlight;

  @Option(names = "--contenders", split = ",", description = "Default: the scenario's own.")
  private @Nullable List<String> contenders;

  @Option(names = "--json", description = "The file. Default: target/bench/<scenario>.json.")
  private @Nullable Path json;

  int rounds() {
    return quick ? 1 : rounds;
  }

  /**
   * What is asked of each.
   *
   * @param usual calls at once
   */
  Course course(int usual) {
    return Course.of(inFlight == null ? usual : inFlight, warmUp(), counted());
  }

  List<Contender> contenders(List<Contender> usual) {
    return contenders == null ? usual : contenders.stream().map(Contenders::named).toList();
  }

  /**
   * Those of the named contenders, or all, that can be measured on this machine; what is missing
   * for the others is said.
   *
   * @throws IllegalArgumentException if a contender was named that has none of them
   */
  List<Case> possible(List<Case> cases, BenchReport report) {
    requireAmong(cases.stream().map(one -> one.contender().name()).distinct().toList());
    return cases.stream()
        .filter(one -> contenders == null || contenders.contains(one.contender().name()))
        .filter(
            one -> {
              Optional<String> missing = one.contender().missing();
              missing.ifPresent(why -> report.note(one.name() + " is left out: " + why));
              return missing.isEmpty();
            })
        .toList();
  }

  private void requireAmong(List<String> measured) {
    if (contenders != null && !measured.containsAll(contenders)) {
      throw new IllegalArgumentException(
          "--contenders " + String.join(",", contenders) + ": this scenario measures " + measured);
    }
  }

  /** How it was measured. */
  void describe(BenchReport report) {
    if (quick) {
      report.note("--quick: one short round. It shows that all works; its figures say little.");
    }
    report.setting("warmUpSeconds", warmUp().toSeconds());
    report.setting("countedSeconds", counted().toSeconds());
    report.setting("load", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private Duration warmUp() {
    return Duration.ofSeconds(quick ? 5 : warmUp);
  }

  private Duration counted() {
    return Duration.ofSeconds(quick ? 4 : counted);
  }

  Path json(String scenario) {
    return json == null ? FOLDER.resolve(scenario + ".json") : json;
  }
}
