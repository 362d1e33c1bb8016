package io.sealpost.cli;

import io.sealpost.receiver.Answer;
import io.sealpost.receiver.ReceivedRequest;
import io.sealpost.receiver.SelfSignedCertificate;
import io.sealpost.receiver.TlsReceiver;
import io.sealpost.signature.SignatureScheme;
import io.sealpost.signature.Verification;
import io.sealpost.signature.Verifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A receiver that shows what it gets. */
@Command(
    name = "listen",
    header = "Receive requests over HTTPS on this machine and print them.",
    description = {
      "Listens on 127.0.0.1 with a certificate made on the spot, verifies each request if"
          + " --secret-file is given, prints it and answers with --status; with 401 if it does not"
          + " verify. Ends with Ctrl-C or after --count requests: then the exit code is 1 if one of"
          + " them did not verify."
    },
    footer = {
      "  sealpost listen --port 8444 --certificate config/listen.pem --secret-file secret.txt",
      "      with tls: {trust: listen.pem} and allowAddresses: [127.0.0.1/32] in the connection",
      "  sealpost listen --scheme github --secret-file secret.txt --count 1 --json"
    })
final class ListenCommand implements Callable<Integer> {
  private static final int UNAUTHORIZED = 401;
  private static final int MAX_PORT = 65_535;

  @Mixin private SignatureOptions signature = new SignatureOptions();
  @Mixin private OutputFormat format = new OutputFormat();
  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      defaultValue = "8444",
      description = "0 is any free one. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description = "Write the certificate, without its key, to this PEM file.")
  private @Nullable Path certificateFile;

  @Option(
      names = "--status",
      defaultValue = "200",
      description = "Answer with this status, 200 to 599. Default: ${DEFAULT-VALUE}.")
  private int status;

  @Option(names = "--count", paramLabel = "N", description = "End after this many requests.")
  private @Nullable Integer count;

  private final AtomicBoolean allVerified = new AtomicBoolean(true);

  @Override
  public Integer call() throws InterruptedException {
    if (count != null && count < 1) {
      throw CommandException.unusable("--count is " + count + ": it must be 1 or more.", null);
    }
    if (port < 0 || port > MAX_PORT) {
      throw CommandException.unusable(
          "--port is " + port + ": it must be from 0 to " + MAX_PORT + ".", null);
    }
    CountDownLatch remaining = new CountDownLatch(count == null ? 1 : count);
    Function<ReceivedRequest, Answer> answers = answers();
    try (TlsReceiver receiver =
        start(
            request -> {
              Answer answer = answers.apply(request);
              if (count != null) {
                remaining.countDown();
              }
              return answer;
            })) {
      announce(receiver);
      remaining.await();
    }
    return allVerified.get() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private TlsReceiver start(Function<ReceivedRequest, Answer> answers) {
    SelfSignedCertificate certificate = SelfSignedCertificate.forLoopback(Clock.systemUTC());
    try {
      if (certificateFile != null) {
        certificate.writePem(certificateFile);
      }
    } catch (IOException e) {
      throw CommandException.unusable("File " + certificateFile + " can't be written: " + e, e);
    }
    try {
      return TlsReceiver.start(port, certificate, Clock.systemUTC(), answers);
    } catch (IOException e) {
      throw CommandException.unusable(e.getMessage(), e);
    }
  }

  private void announce(TlsReceiver receiver) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("Listening on " + receiver.origin() + "/");
    if (certificateFile == null) {
      err.println(
          "Senders don't trust its certificate yet: --certificate FILE writes it for them.");
    } else {
      err.println("Its certificate is in " + certificateFile + ".");
    }
    err.flush();
  }

  private Function<ReceivedRequest, Answer> answers() {
    Answer accepted = accepted();
    RequestPrinter printer = new RequestPrinter(spec.commandLine().getOut(), format.isJson());
    if (!signature.hasSecrets()) {
      return request -> {
        printer.print(request, null, accepted.status());
        return accepted;
      };
    }
    SignatureScheme scheme = signature.scheme();
    Verifier verifier = signature.verifier();
    return request -> {
      Verification result = verifier.verify(request.signatureInput(origin(request)), request.at());
      Answer answer = result.isAccepted() ? accepted : Answer.of(UNAUTHORIZED);
      if (!result.isAccepted()) {
        allVerified.set(false);
      }
      printer.print(request, new RequestPrinter.Checked(scheme, result), answer.status());
      return answer;
    };
  }

  /** As the sender wrote it, which may be another name of this machine. */
  private static String origin(ReceivedRequest request) {
    return "https://" + request.header("Host").orElse("localhost");
  }

  private Answer accepted() {
    try {
      return Answer.of(status);
    } catch (IllegalArgumentException e) {
      throw CommandException.unusable("--status: " + e.getMessage(), e);
    }
  }
}
