package io.sealpost.cli;

import io.sealpost.broker.Troubleshooting;
import io.sealpost.connection.UrlRefusedException;
import io.sealpost.delivery.Delivery;
import io.sealpost.delivery.SignedRequest;
import io.sealpost.expression.RenderException;
import io.sealpost.signature.UnsignableRequestException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a request without sending it. */
@Command(
    name = "render",
    header = "Print the request a message would become. Sends nothing.",
    description = {
      "Method and URL, the headers as they would stand on the wire, a blank line, the body."
          + " Credentials are shown as *** unless asked for; signatures are real."
    },
    footer = {
      "  echo '{\"user_id\": 7}' | sealpost render welcome",
      "  sealpost render welcome --file user.json --at 1772366400 --delivery-id del_1",
      "  sealpost render welcome --file user.json --curl --show-secrets"
    })
final class RenderCommand implements Callable<Integer> {
  @Mixin private Folders folders = new Folders();
  @Mixin private MessageOptions message = new MessageOptions();
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "ACTIVATION", description = "Whose request.")
  private String activation;

  @Option(
      names = "--at",
      paramLabel = "EPOCH",
      converter = EpochSeconds.class,
      description = "The time of the attempt, in seconds since 1970. Default: now.")
  private @Nullable Instant at;

  @Option(names = "--curl", description = "Print a curl command that sends the same request.")
  private boolean curl;

  @Option(names = "--show-secrets", description = "Print credentials as they would be sent.")
  private boolean showSecrets;

  @Override
  public Integer call() {
    ConfiguredActivation configured = ConfiguredActivation.named(activation, folders.config());
    Delivery delivery =
        new Delivery(
            configured.activation(),
            message.read(activation),
            configured.configuration().secrets());
    RequestText text = new RequestText(render(delivery), showSecrets);
    PrintWriter out = spec.commandLine().getOut();
    out.print(curl ? text.asCurl() : text.asHttp());
    out.flush();
    return ExitCode.OK;
  }

  private SignedRequest render(Delivery delivery) {
    try {
      SignedRequest request =
          delivery
              .attempt(at == null ? Instant.now() : at)
              .renderUrl()
              .renderBody()
              .renderHeaders()
              .sign();
      request.guard();
      return request;
    } catch (RenderException e) {
      throw dead(e.code(), e);
    } catch (UrlRefusedException e) {
      throw dead("url-refused", e);
    } catch (UnsignableRequestException e) {
      throw dead("unsignable", e);
    }
  }

  private static CommandException dead(String reason, Exception cause) {
    String text = "The message would be dead: " + reason + ": " + cause.getMessage();
    return CommandException.failed(Troubleshooting.pointed(text, reason), cause);
  }
}
