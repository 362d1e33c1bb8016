package io.sealpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;

/** What {@code render} prints, for tests of other packages. */
public final class RenderedText {
  private RenderedText() {}

  /**
   * With credentials as they are sent.
   *
   * @param at seconds since 1970
   */
  public static String of(
      Path config, String activation, String attributes, String at, String deliveryId) {
    return of(config, activation, attributes, at, deliveryId, "--show-secrets");
  }

  /** The same as a command for a shell. */
  public static String asCurl(
      Path config, String activation, String attributes, String at, String deliveryId) {
    return of(config, activation, attributes, at, deliveryId, "--show-secrets", "--curl");
  }

  private static String of(
      Path config,
      String activation,
      String attributes,
      String at,
      String deliveryId,
      String... more) {
    String[] arguments = {
      "render",
      activation,
      "--config=" + config,
      "--at=" + at,
      "--delivery-id=" + deliveryId,
      "--property=event=signed-up"
    };
    CommandRun run =
        CommandRun.withInput(
            attributes,
            Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new));
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    return run.out();
  }
}
