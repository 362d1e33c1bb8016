package io.sealpost.fault;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench/faults}: plays scenarios and prints a line for each. */
@Command(
    name = "bench/faults",
    header = "Does harm to Sealpost, and proves that no message is lost.",
    description =
        "Exit code 1 if a message was lost, a request was wrong or a run did not come to rest.",
    mixinStandardHelpOptions = true)
final class Faults implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROW = "%-28s %7s %6s %9s %6s %7s %5s %10s %8s%n";

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SCENARIO", description = "Default: all of --list.")
  private List<String> names = List.of();

  @Option(names = "--rounds", defaultValue = "50", description = "Faults, default 50.")
  private int rounds;

  @Option(names = "--messages", defaultValue = "5000", description = "In all, default 5000.")
  private int messages;

  @Option(names = "--seed", description = "Of random moments, as it was printed. Default: any.")
  private long seed = System.nanoTime();

  @Option(names = "--json", paramLabel = "FILE", description = "The same as JSON.")
  private @Nullable Path json;

  @Option(names = "--list", description = "Name the scenarios.")
  private boolean list;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Faults()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<Scenario> chosen =
        names.isEmpty() ? Scenarios.ALL : names.stream().map(this::scenario).toList();
    if (list) {
      chosen.forEach(scenario -> out.printf("%-28s %s%n", scenario.name(), scenario.does()));
      return 0;
    }
    out.printf("--seed %d%n", seed);
    out.printf(
        ROW,
        "scenario",
        "sent",
        "doubt",
        "delivered",
        "dead",
        "pending",
        "lost",
        "duplicates",
        "seconds");
    Path folder = Path.of("target/faults", LocalDateTime.now(ZoneOffset.UTC).format(stamp()));
    ArrayNode results = JSON.createArrayNode();
    boolean good = true;
    for (Scenario scenario : chosen) {
      out.flush();
      good &= play(scenario, folder.resolve(scenario.name()), results.addObject(), out);
    }
    if (json != null) {
      Files.writeString(json, results.toPrettyString());
    }
    return good ? 0 : 1;
  }

  private Scenario scenario(String name) {
    try {
      return Scenarios.named(name);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage() + ", see --list", e);
    }
  }

  private boolean play(Scenario scenario, Path folder, ObjectNode result, PrintWriter out) {
    long start = System.nanoTime();
    result.put("scenario", scenario.name()).put("seed", seed);
    try {
      Verdict verdict = scenario.run(folder, new Effort(messages, rounds, seed));
      double seconds = (System.nanoTime() - start) / 1e9;
      report(scenario, verdict, seconds, result, out);
      return verdict.isGood();
    } catch (TestAbortedException e) {
      result.put("notPossible", e.getMessage());
      out.printf("%-28s %s%n", scenario.name(), e.getMessage());
      // Among all it is passed over; asked for by name, it has not been played.
      return names.isEmpty();
    } catch (Exception | AssertionError e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      result.put("failure", String.valueOf(e.getMessage()));
      out.printf("%-28s FAILED, see %s%n", scenario.name(), folder);
      e.printStackTrace(out);
      return false;
    } finally {
      out.flush();
    }
  }

  private static void report(
      Scenario scenario, Verdict verdict, double seconds, ObjectNode result, PrintWriter out) {
    int lost = verdict.lost().size();
    out.printf(
        ROW,
        scenario.name(),
        verdict.sent(),
        verdict.doubt(),
        verdict.delivered(),
        verdict.dead(),
        verdict.pending(),
        lost,
        verdict.duplicates(),
        String.format(Locale.ROOT, "%.1f", seconds));
    ObjectNode took = result.putObject("tookMillis");
    verdict
        .took()
        .forEach(
            (what, millis) -> {
              out.printf("  %s, ms: %s%n", what, millis);
              millis.forEach(took.withArray(what)::add);
            });
    out.print(verdict.complaint());
    result
        .put("sent", verdict.sent())
        .put("doubt", verdict.doubt())
        .put("delivered", verdict.delivered())
        .put("dead", verdict.dead())
        .put("pending", verdict.pending())
        .put("lost", lost)
        .put("duplicates", verdict.duplicates())
        .put("mayRepeat", verdict.mayRepeat())
        .put("seconds", seconds)
        .put("good", verdict.isGood());
  }

  private static DateTimeFormatter stamp() {
    return DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
  }
}
