package io.sealpost.cli;

import io.sealpost.signature.Secret;
import io.sealpost.signature.SignatureScheme;
import io.sealpost.signature.Verifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How received requests are verified. Secrets come from files: arguments are seen by everyone. */
final class SignatureOptions {
  @Option(
      names = "--scheme",
      paramLabel = "NAME",
      defaultValue = "td",
      completionCandidates = SchemeNames.class,
      description = "Signature scheme: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private String scheme = "";

  @Option(
      names = "--secret-file",
      paramLabel = "FILE",
      description =
          "File with the signing secret or public key; one line break at its end is not part of"
              + " it. Repeat it for several, while rotating: any of them may match.")
  private List<Path> secretFiles = new ArrayList<>();

  @Option(
      names = "--tolerance",
      paramLabel = "SECONDS",
      description = "How far a signed timestamp may be off. Default: the scheme's own.")
  private @Nullable Integer tolerance;

  boolean hasSecrets() {
    return !secretFiles.isEmpty();
  }

  SignatureScheme scheme() {
    if (!SignatureScheme.presetNames().contains(scheme)) {
      throw CommandException.unusable(
          "There is no scheme '%s'. There are: %s."
              .formatted(scheme, String.join(", ", SignatureScheme.presetNames())),
          null);
    }
    return SignatureScheme.preset(scheme);
  }

  Verifier verifier() {
    List<Secret> secrets = secretFiles.stream().map(SignatureOptions::read).toList();
    try {
      return scheme().verifier(secrets, tolerance == null ? null : Duration.ofSeconds(tolerance));
    } catch (IllegalArgumentException e) {
      throw CommandException.unusable(e.getMessage() + ".", e);
    }
  }

  private static Secret read(Path file) {
    try {
      return Secret.of(Files.readString(file).replaceFirst("\\r?\\n$", ""));
    } catch (IOException e) {
      throw CommandException.unreadable(file, e);
    }
  }

  static final class SchemeNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return SignatureScheme.presetNames().iterator();
    }
  }
}
