package io.sealpost.signature;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How requests are signed and verified: one declarative template for both. Presets are data files
 * ({@code presets/<name>.json} beside this class); {@code docs/signatures.md} lists them and the
 * keys of a template. Immutable.
 */
public final class SignatureScheme {
  /** As many as a receiver looks at in one header. */
  private static final int MAX_SECRETS = 10;

  private final SchemeTemplate template;

  SignatureScheme(SchemeTemplate template) {
    this.template = template;
  }

  /**
   * One of the schemes that ship.
   *
   * @throws IllegalArgumentException if there is none of this name; see {@link #presetNames()}
   */
  public static SignatureScheme preset(String name) {
    return Presets.scheme(name);
  }

  /** Alphabetical. */
  public static Set<String> presetNames() {
    return Presets.names();
  }

  /**
   * A preset's name, or a template: an object with the keys of {@code docs/signatures.md}, which
   * with {@code preset} only states what differs from that preset ({@code null} takes a key away).
   */
  public static SignatureScheme parse(JsonNode scheme) throws InvalidSchemeException {
    return Presets.parse(scheme);
  }

  /** The preset's, also where some of its keys differ; {@code custom} for others. */
  public String name() {
    return template.name();
  }

  /** Lower-case names of all headers this scheme writes. */
  public Set<String> headerNames() {
    Set<String> names = new LinkedHashSet<>();
    SchemeTemplate.HeaderNames written = template.written();
    for (String name : List.of(written.id(), written.timestamp(), written.signature())) {
      if (!name.isEmpty()) {
        names.add(name.toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  /** Whether verifying needs more of a request than its headers and body. */
  public boolean signsRequestLine() {
    return List.of(Part.Kind.URL, Part.Kind.METHOD, Part.Kind.PATH, Part.Kind.QUERY).stream()
        .anyMatch(template::signs);
  }

  /** How far a received timestamp may be off by default; empty where the scheme has none. */
  public Optional<Duration> tolerance() {
    return template.tolerance();
  }

  /** Why this secret cannot sign in this scheme, in words that do not quote it. */
  public Optional<String> refuses(Secret secret) {
    try {
      versionOf(secret).signingKey(secret);
      return Optional.empty();
    } catch (UnusableSecretException e) {
      return Optional.of(sentence(e));
    }
  }

  /** Why this secret or public key cannot verify in this scheme, in words that do not quote it. */
  public Optional<String> refusesToVerifyWith(Secret secret) {
    try {
      versionOf(secret).verifyingKey(secret);
      return Optional.empty();
    } catch (UnusableSecretException e) {
      return Optional.of(sentence(e));
    }
  }

  /**
   * This scheme with its keys, for sending.
   *
   * @param secrets 1 to 10; all sign where the scheme can carry several signatures, else the first,
   *     but each must be usable
   * @throws IllegalArgumentException for a number out of bounds, and what {@link #refuses} says
   */
  public Signer signer(List<Secret> secrets) {
    checkCount(secrets);
    List<TemplateSigner.Versioned> keys = new ArrayList<>();
    for (int i = 0; i < secrets.size(); i++) {
      try {
        SignatureVersion version = versionOf(secrets.get(i));
        keys.add(new TemplateSigner.Versioned(version, version.signingKey(secrets.get(i))));
      } catch (UnusableSecretException e) {
        throw new IllegalArgumentException("Secret %d: %s".formatted(i + 1, sentence(e)), e);
      }
    }
    return new TemplateSigner(template, keys);
  }

  /**
   * This scheme with its keys, for receiving.
   *
   * @param secrets or public keys, 1 to 10; a signature of any of them is accepted
   * @param tolerance how far the timestamp may be off either way, 0 or more; null for the scheme's
   *     own; of no effect where the scheme has no timestamp
   * @throws IllegalArgumentException for what is out of bounds, and what {@link
   *     #refusesToVerifyWith} says
   */
  public Verifier verifier(List<Secret> secrets, @Nullable Duration tolerance) {
    checkCount(secrets);
    Duration effective = tolerance == null ? template.tolerance().orElse(Duration.ZERO) : tolerance;
    if (effective.isNegative()) {
      throw new IllegalArgumentException(
          "A tolerance of %s: it must be 0 or more".formatted(effective));
    }
    List<TemplateVerifier.Versioned> keys = new ArrayList<>();
    for (int i = 0; i < secrets.size(); i++) {
      try {
        SignatureVersion version = versionOf(secrets.get(i));
        keys.add(new TemplateVerifier.Versioned(version, version.verifyingKey(secrets.get(i))));
      } catch (UnusableSecretException e) {
        throw new IllegalArgumentException("Secret %d: %s".formatted(i + 1, sentence(e)), e);
      }
    }
    return new TemplateVerifier(template, keys, effective);
  }

  private SignatureVersion versionOf(Secret secret) throws UnusableSecretException {
    if (secret.isEmpty()) {
      throw new UnusableSecretException("it is empty");
    }
    for (SignatureVersion version : template.versions()) {
      if (version.takes(secret)) {
        return version;
      }
    }
    throw new UnusableSecretException("it does not start with " + String.join(" or ", markers()));
  }

  private List<String> markers() {
    return template.versions().stream()
        .flatMap(version -> List.of(version.keyPrefix(), version.publicKeyPrefix()).stream())
        .filter(marker -> !marker.isEmpty())
        .toList();
  }

  private void checkCount(List<Secret> secrets) {
    if (secrets.isEmpty() || secrets.size() > MAX_SECRETS) {
      throw new IllegalArgumentException(
          "Scheme %s with %d secrets: give 1 to %d".formatted(name(), secrets.size(), MAX_SECRETS));
    }
  }

  private String sentence(UnusableSecretException e) {
    return "not usable with scheme %s: %s".formatted(name(), e.getMessage());
  }

  @Override
  public String toString() {
    return name();
  }
}
