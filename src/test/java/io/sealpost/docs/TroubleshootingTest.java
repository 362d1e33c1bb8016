package io.sealpost.docs;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.broker.Troubleshooting;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/troubleshooting.md} has a section for every code, and none for what is no code. */
class TroubleshootingTest {
  private static final Page PAGE = Page.of(Path.of(Troubleshooting.PAGE));
  private static final Path SOURCE = Path.of("src/main/java/io/sealpost");

  private static final String CODE = "\"([a-z0-9]+(?:-[a-z0-9]+)*)\"";
  private static final Pattern KEBAB = Pattern.compile("\"([a-z0-9]+(?:-[a-z0-9]+)+)\"");

  /** Where a code of one word would stand. */
  private static final Pattern GIVEN =
      Pattern.compile("\\b(?:Refusal|RenderException|Dead|refused|retry)\\(\\s*" + CODE);

  private static final Pattern RETURNED = Pattern.compile("\\breturn " + CODE);

  private static final Pattern STARTS =
      Pattern.compile("\\b(?:StartException|BrokerStartException|listing)\\(\\s*" + CODE);

  /** A setting of a broker: written like a code, explained in {@code docs/broker.md}. */
  private static final Pattern SETTING = Pattern.compile("\\b(?:loses|hinders)\\(\\s*" + CODE);

  private static final Pattern POINTED = Pattern.compile("\\bpointed\\([^;]*?" + CODE + "\\)");

  /** Where reasons come from. */
  private static final Set<String> PACKAGES =
      Set.of("activation", "attemptlog", "broker", "deadletter", "delivery", "expression");

  /** What is written like a code in these packages: threads, folders, routes, other sections. */
  private static final Set<String> NO_CODES =
      Set.of(
          "deliver-webhook",
          "in-vm",
          "large-messages",
          "sealpost-attempts",
          "sealpost-connected",
          "sealpost-limits",
          "sealpost-lookup",
          "sealpost-place",
          "the-broker-is-gone",
          "the-broker-refuses-us",
          "the-clock-was-set-back");

  @Test
  void everyReasonAMessageCanDieOfHasASection() throws Exception {
    Set<String> codes = new TreeSet<>(reasonsInTheSource());
    callFailures(false).forEach(codes::add);
    codes.removeAll(startErrors());

    assertThat(PAGE.sections("Why a message is dead").keySet())
        .containsExactlyInAnyOrderElementsOf(codes);
  }

  @Test
  void everyWayACallFailsHasASection() throws Exception {
    assertThat(PAGE.sections("Why a call failed").keySet())
        .containsExactlyInAnyOrderElementsOf(callFailures(true));
  }

  @Test
  void everyErrorAtTheStartHasASection() throws IOException {
    assertThat(PAGE.sections("Sealpost does not start").keySet())
        .containsExactlyInAnyOrderElementsOf(startErrors());
  }

  @Test
  void everyPlaceThatTextsPointToIsThere() throws IOException {
    Set<String> pointed = new TreeSet<>();
    for (Path file : sources()) {
      pointed.addAll(found(POINTED, file));
    }

    assertThat(pointed).contains("nothing-answers");
    assertThat(PAGE.anchors()).containsAll(pointed).doesNotHaveDuplicates();
  }

  @Test
  void everyReasonSaysWhatBecomesOfTheDeadMessages() {
    for (Map.Entry<String, String> section : PAGE.sections("Why a message is dead").entrySet()) {
      assertThat(section.getValue())
          .as(section.getKey())
          .containsPattern("`./sealpost dead (replay|purge) --reason " + section.getKey() + "\\b");
    }
  }

  private static Set<String> reasonsInTheSource() throws IOException {
    Set<String> codes = new TreeSet<>();
    for (Path file : sources()) {
      if (PACKAGES.contains(SOURCE.relativize(file).getName(0).toString())) {
        codes.addAll(found(KEBAB, file));
        codes.addAll(found(GIVEN, file));
      }
    }
    codes.addAll(found(RETURNED, SOURCE.resolve("delivery/ClassifyFailureProcessor.java")));
    codes.removeAll(NO_CODES);
    codes.removeAll(found(SETTING, SOURCE.resolve("broker/AddressRules.java")));
    codes.removeAll(found(SETTING, SOURCE.resolve("broker/BrokerRules.java")));
    return codes;
  }

  private static Set<String> startErrors() throws IOException {
    Set<String> codes = new TreeSet<>();
    for (Path file : sources()) {
      codes.addAll(found(STARTS, file));
    }
    return codes;
  }

  /** The enum and its methods are the package's own. */
  private static Set<String> callFailures(boolean retried) throws ReflectiveOperationException {
    Class<?> type = Class.forName("io.sealpost.delivery.CallFailure");
    Set<String> codes = new TreeSet<>();
    for (Object failure : type.getEnumConstants()) {
      if (call(type, "isRetried", failure).equals(retried)) {
        codes.add((String) call(type, "code", failure));
      }
    }
    return codes;
  }

  private static Object call(Class<?> type, String method, Object on)
      throws ReflectiveOperationException {
    Method accessor = type.getDeclaredMethod(method);
    accessor.setAccessible(true);
    return accessor.invoke(on);
  }

  private static Set<String> found(Pattern pattern, Path file) throws IOException {
    return pattern
        .matcher(Files.readString(file))
        .results()
        .map(match -> match.group(1))
        .collect(toCollection(TreeSet::new));
  }

  private static Iterable<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCE)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}
