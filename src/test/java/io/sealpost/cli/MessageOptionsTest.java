package io.sealpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code render}, {@code test} and {@code send} refuse before they do anything. */
class MessageOptionsTest {
  @TempDir private Path folder;

  @BeforeEach
  void configure() throws IOException {
    Files.createDirectories(folder.resolve("config/connections"));
    Files.createDirectories(folder.resolve("config/activations"));
    Files.writeString(
        folder.resolve("config/connections/acme.yaml"),
        "connection: acme\nurlPrefix: https://api.acme.example/\nauthType: none\n");
    Files.writeString(
        folder.resolve("config/activations/welcome.yaml"),
        "activation: welcome\nconnection: acme\nurl: https://api.acme.example/\nrequestBody: {}\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"render", "test", "send"})
  void anUnknownActivationIsAnsweredWithTheNearestName(String command) {
    CommandRun run = run(command, "welcmoe");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("no activation welcmoe", "did you mean welcome?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"render", "test", "send"})
  void aNameLikeNoneIsAnsweredWithAllOfThem(String command) {
    assertThat(run(command, "zzz").err()).contains("no activation zzz", "it is one of welcome");
  }

  @Test
  void whoSendsNeedsNoConfiguration() throws IOException {
    Files.delete(folder.resolve("config/activations/welcome.yaml"));
    Files.delete(folder.resolve("config/activations"));

    CommandRun run = run("send", "welcome");

    // No broker answers here either: it came that far.
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).doesNotContain("no activation").contains("nothing-answers");
  }

  @ParameterizedTest
  @ValueSource(strings = {"event", "eventId", "orderingKey", "journey", "correlationId"})
  void aPropertyLongerThanTheContractAllowsIsRefused(String name) {
    String longest = "x".repeat(256);

    CommandRun exactly = run("send", "welcome", "--property=" + name + "=" + longest);
    CommandRun longer = run("send", "welcome", "--property=" + name + "=" + longest + "x");

    assertThat(exactly.err()).contains("nothing-answers");
    assertThat(longer.exitCode()).isEqualTo(2);
    assertThat(longer.err()).contains(name, "257 characters", "at most 256");
  }

  @Test
  void whatTheContractRefusesIsNotRenderedEither() {
    String property = "--property=eventId=" + "x".repeat(257);

    assertThat(run("render", "welcome", property).err()).contains("at most 256");
    assertThat(run("render", "welcome", "--property=eventId=" + "x".repeat(256)).exitCode())
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"render", "send"})
  void aPropertyThatIsThereTwiceIsRefused(String command) {
    CommandRun run = run(command, "welcome", "--property=eventId=1", "--property=eventId=1");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("'eventId'", "twice");
    assertThat(run(command, "welcome", "--property", "eventId").err()).contains("not NAME=VALUE");
    assertThat(run(command, "welcome", "--property").exitCode()).isEqualTo(2);
  }

  @Test
  void anUnknownPropertyIsAnsweredWithTheNearestName() {
    CommandRun run = run("send", "welcome", "--property=evntId=1");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("'evntId'", "did you mean eventId?");
  }

  private CommandRun run(String command, String activation, String... more) {
    String[] arguments = new String[more.length + 4];
    arguments[0] = command;
    arguments[1] = activation;
    arguments[2] = "--config=" + folder.resolve("config");
    arguments[3] = command.equals("send") ? "--data=" + folder.resolve("data") : "--delivery-id=d";
    System.arraycopy(more, 0, arguments, 4, more.length);
    return CommandRun.withInput("{}", arguments);
  }
}
