package io.sealpost.cli;

import io.sealpost.delivery.Product;
import java.time.Instant;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** All commands. */
@Command(
    name = "sealpost",
    header = "Signed webhooks for the message bus.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = SealpostCommand.Version.class,
    usageHelpAutoWidth = true,
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nParameters:%n",
    commandListHeading = "%nCommands:%n",
    descriptionHeading = "%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:ok",
      "1:what was asked about is not so, or failed",
      "2:wrong usage, or nothing to talk to"
    },
    footerHeading = "%nExamples:%n",
    footer = {"  sealpost COMMAND --help", "  sealpost completion > ~/.sealpost-completion"},
    subcommands = {
      RunCommand.class,
      DemoCommand.class,
      CheckCommand.class,
      RenderCommand.class,
      SendCommand.class,
      TestCommand.class,
      ActivationsCommand.class,
      DeliveriesCommand.class,
      StatsCommand.class,
      DeadCommand.class,
      StatusCommand.class,
      MaintenanceCommand.class,
      VerifyCommand.class,
      ListenCommand.class,
      CompletionCommand.class,
      HelpCommand.class,
    })
final class SealpostCommand {
  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of an error.")
  private boolean debug;

  static CommandLine commandLine() {
    return new CommandLine(new SealpostCommand())
        .registerConverter(Instant.class, new MomentConverter())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Errors::wrongUsage)
        .setExecutionExceptionHandler(Errors::failed);
  }

  boolean debug() {
    return debug;
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        "Sealpost " + Product.VERSION,
        "Java ${java.version} (${java.vendor}), ${os.name} ${os.arch}"
      };
    }
  }
}
