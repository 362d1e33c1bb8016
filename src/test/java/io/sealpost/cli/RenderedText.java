package io.sealpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

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
    CommandRun run =
        CommandRun.withInput(
            attributes,
            "render",
            activation,
            "--config=" + config,
            "--at=" + at,
            "--delivery-id=" + deliveryId,
            "--property=event=signed-up",
            "--show-secrets");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    return run.out();
  }
}
