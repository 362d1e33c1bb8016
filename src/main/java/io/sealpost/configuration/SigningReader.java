package io.sealpost.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sealpost.signature.InvalidSchemeException;
import io.sealpost.signature.Secret;
import io.sealpost.signature.SignatureScheme;
import io.sealpost.signature.Signer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a signer of a connection file's {@code signing}. */
final class SigningReader {
  private static final String SCHEME = "/signing/scheme";
  private static final String SECRETS = "/signing/secrets";

  /**
   * How a connection signs.
   *
   * @param headers lower-case names of the headers it writes
   * @param first the first secret, or null without signing
   */
  record Signing(Signer signer, Set<String> headers, @Nullable Secret first) {
    static final Signing NONE = new Signing(Signer.NONE, Set.of(), null);
  }

  private final CheckedFile file;

  SigningReader(CheckedFile file) {
    this.file = file;
  }

  /** Null where something is wrong, and reported. */
  @Nullable Signing read() {
    boolean none = file.text(SCHEME, "").equals("none");
    if (!file.has("/signing") || none) {
      return Signing.NONE;
    }
    SignatureScheme scheme = scheme();
    if (scheme == null) {
      return null;
    }
    List<Secret> secrets = file.list(SECRETS, pointer -> secret(scheme, pointer));
    boolean complete = !secrets.isEmpty() && secrets.size() == file.tree().at(SECRETS).size();
    return complete
        ? new Signing(scheme.signer(secrets), scheme.headerNames(), secrets.get(0))
        : null;
  }

  private @Nullable SignatureScheme scheme() {
    JsonNode scheme = file.tree().at(SCHEME);
    boolean unknown =
        scheme.isTextual() && !SignatureScheme.presetNames().contains(scheme.asText());
    if (unknown) {
      // The schema check has reported it, with the nearest name.
      return null;
    }
    try {
      return SignatureScheme.parse(scheme.isMissingNode() ? TextNode.valueOf("td") : scheme);
    } catch (InvalidSchemeException e) {
      for (InvalidSchemeException.Problem problem : e.problems()) {
        String pointer = KeyPath.pointer(SCHEME, problem.key());
        file.problems().error(pointer, "invalid-scheme", problem.message());
      }
      return null;
    }
  }

  private @Nullable Secret secret(SignatureScheme scheme, String pointer) {
    LiteralSecret.warn(file, pointer);
    Secret secret = file.secret(pointer);
    if (secret == null) {
      return null;
    }
    Optional<String> refusal = scheme.refuses(secret);
    refusal.ifPresent(
        reason ->
            file.problems()
                .error(pointer, "unusable-secret", reason + "; correct where it comes from"));
    return refusal.isPresent() ? null : secret;
  }
}
