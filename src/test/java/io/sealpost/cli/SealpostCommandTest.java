package io.sealpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;

class SealpostCommandTest {
  @ParameterizedTest
  @MethodSource("all")
  void theHelpOfEveryCommandHasAnExampleOfIt(CommandLine command) {
    String help = command.getUsageMessage(Ansi.OFF);

    String examples = help.substring(help.indexOf("Examples:"));
    assertThat(examples).contains("  ").contains(command.getCommandSpec().qualifiedName());
    assertThat(help).contains("Exit codes:");
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyOptionSaysWhatItIsFor(CommandLine command) {
    assertThat(command.getCommandSpec().options())
        .allSatisfy(
            option -> assertThat(option.description()).as(option.longestName()).isNotEmpty());
    assertThat(command.getCommandSpec().positionalParameters())
        .allSatisfy(parameter -> assertThat(parameter.description()).isNotEmpty());
  }

  @ParameterizedTest
  @MethodSource("all")
  void noSecretIsAnArgument(CommandLine command) {
    assertThat(command.getCommandSpec().options())
        .extracting(OptionSpec::longestName)
        .doesNotContain("--secret", "--password", "--user", "--token", "--key");
  }

  @ParameterizedTest
  @MethodSource("all")
  void anUnknownOptionIsWrongUsage(CommandLine command) {
    List<String> path =
        List.of((command.getCommandSpec().qualifiedName() + " --nonsense").split(" "));

    CommandRun run = CommandRun.of(path.subList(1, path.size()).toArray(String[]::new));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("sealpost: ");
  }

  @Test
  void helpAndVersionAreResultsAndNoErrors() {
    CommandRun help = CommandRun.of("verify", "--help");
    CommandRun version = CommandRun.of("--version");

    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).contains("Usage: sealpost verify");
    assertThat(help.err()).isEmpty();
    assertThat(version.exitCode()).isZero();
    assertThat(version.out()).startsWith("Sealpost ").contains(System.getProperty("java.version"));
  }

  @Test
  void withoutACommandTheUsageIsWrong() {
    CommandRun run = CommandRun.of();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("Missing required subcommand");
  }

  @ParameterizedTest
  @CsvSource({
    "verfy,sealpost verify",
    "rnu,sealpost run",
    "dead lsit,sealpost dead list",
    "run --cofnig=x,--config"
  })
  void whatIsMistypedIsAnsweredWithTheNearestName(String typed, String meant) {
    CommandRun run = CommandRun.of(typed.split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("Did you mean: " + meant + "?");
  }

  @Test
  void whatIsLikeNothingIsAnsweredWithTheHelp() {
    assertThat(CommandRun.of("xyzzy").err())
        .contains("Try: sealpost --help")
        .doesNotContain("Did you mean");
  }

  @Test
  void helpIsACommandToo() {
    assertThat(CommandRun.of("help", "dead", "replay").out())
        .isEqualTo(CommandRun.of("dead", "replay", "--help").out());
    assertThat(CommandRun.of("help").out()).isEqualTo(CommandRun.of("--help").out());
    CommandRun unknown = CommandRun.of("help", "dead", "replya");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("no command sealpost dead replya: did you mean replay?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dead list", "dead purge", "deliveries", "stats"})
  void aMomentThatIsNoneIsAnsweredWithOneThatIs(String command) {
    CommandRun run = CommandRun.of((command + " --since yesterday").split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("'yesterday' is no moment", "2026-03-01T12:00:00Z")
        .doesNotContain("java.");
  }

  @Test
  void anErrorIsOneLineAndItsStackTraceIsThereOnDemand() {
    CommandRun brief = CommandRun.of("verify", "--secret-file", "/nowhere/s", "--body", "-");
    CommandRun debug =
        CommandRun.of("verify", "--secret-file", "/nowhere/s", "--body", "-", "--debug");

    assertThat(brief.exitCode()).isEqualTo(2);
    assertThat(brief.err().lines()).hasSize(1);
    assertThat(brief.err()).contains("/nowhere/s");
    assertThat(debug.err()).contains("Caused by: java.nio.file.NoSuchFileException");
  }

  @Test
  void anErrorCannotActOnTheTerminal() {
    CommandRun run =
        CommandRun.of("verify", "--secret-file=x", "--scheme", "\u001b[2J@|red x|@", "--body", "-");

    assertThat(run.err()).doesNotContain("\u001b").contains("@|red x|@");
  }

  @Test
  void theCompletionScriptKnowsAllCommands() {
    CommandRun run = CommandRun.of("completion");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith("#!/usr/bin/env bash")
        .contains("listen", "dead", "replay", "--secret-file", "standard-webhooks");
  }

  static Stream<CommandLine> all() {
    return withSubcommands(SealpostCommand.commandLine());
  }

  private static Stream<CommandLine> withSubcommands(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream()
            .filter(
                sub ->
                    sub.getCommandSpec().userObject().getClass().isAnnotationPresent(Command.class))
            .flatMap(SealpostCommandTest::withSubcommands));
  }
}
