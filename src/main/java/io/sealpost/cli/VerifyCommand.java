package io.sealpost.cli;

import io.sealpost.signature.HttpHeader;
import io.sealpost.signature.SignatureInput;
import io.sealpost.signature.SignatureScheme;
import io.sealpost.signature.Verification;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Verifies one request that was kept. */
@Command(
    name = "verify",
    header = "Verify the signature of a request.",
    description = "Exit code 0 when it verifies, 1 when it does not.",
    footer = {
      "  sealpost verify --secret-file secret.txt --header 'X-TD-Signature: 5d41…' --body body.json",
      "  sealpost verify --scheme stripe --secret-file old.txt --secret-file new.txt \\",
      "      --header 'Stripe-Signature: t=1700000000,v1=4baa…' --body - --at 1700000010 < body.json"
    })
final class VerifyCommand implements Callable<Integer> {
  private static final Path STANDARD_INPUT = Path.of("-");

  @Mixin private SignatureOptions signature = new SignatureOptions();
  @Mixin private OutputFormat format = new OutputFormat();
  @Spec private CommandSpec spec;

  @Option(
      names = "--header",
      paramLabel = "'NAME: VALUE'",
      converter = HeaderOption.class,
      description = "A header of the request. Repeat it for each that the scheme needs.")
  private List<HttpHeader> headers = new ArrayList<>();

  @Option(
      names = "--body",
      required = true,
      paramLabel = "FILE",
      description = "The exact bytes of the body; - is standard input.")
  private Path body;

  @Option(
      names = "--at",
      paramLabel = "EPOCH",
      converter = EpochSeconds.class,
      description = "When it was received, in seconds since 1970. Default: now.")
  private @Nullable Instant at;

  @Option(
      names = "--method",
      defaultValue = "POST",
      description = "For schemes that sign it. Default: ${DEFAULT-VALUE}.")
  private String method;

  @Option(names = "--url", description = "As the sender wrote it, for schemes that sign it.")
  private @Nullable String url;

  @Override
  public Integer call() {
    if (!signature.hasSecrets()) {
      throw CommandException.unusable("Name the signing secret's file with --secret-file.", null);
    }
    SignatureScheme scheme = signature.scheme();
    if (scheme.signsRequestLine() && url == null) {
      throw CommandException.unusable(
          "Scheme " + scheme.name() + " signs the URL: give it with --url.", null);
    }
    Instant now = at == null ? Instant.now() : at;
    Verification result = signature.verifier().verify(request(now), now);
    print(scheme, result);
    return result.isAccepted() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private SignatureInput request(Instant now) {
    String sentTo = url == null ? "" : url;
    int authority = sentTo.indexOf("://") + 3;
    int slash = sentTo.indexOf('/', authority);
    String target = slash < 0 ? "/" : sentTo.substring(slash);
    int mark = target.indexOf('?');
    return new SignatureInput(
        "",
        now,
        method,
        sentTo,
        mark < 0 ? target : target.substring(0, mark),
        mark < 0 ? "" : target.substring(mark + 1),
        headers,
        readBody());
  }

  private byte[] readBody() {
    try {
      return STANDARD_INPUT.equals(body) ? System.in.readAllBytes() : Files.readAllBytes(body);
    } catch (IOException e) {
      throw CommandException.unreadable(body, e);
    }
  }

  private void print(SignatureScheme scheme, Verification result) {
    PrintWriter out = spec.commandLine().getOut();
    if (format.isJson()) {
      out.println(VerificationText.json(scheme, result));
    } else {
      out.println(VerificationText.line(scheme, result));
    }
    out.flush();
  }
}
