package io.sealpost.signature;

import io.sealpost.signature.ReceivedValues.Claimed;
import io.sealpost.signature.Verification.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

final class TemplateVerifier implements Verifier {
  private final SchemeTemplate template;
  private final SignedContent content;
  private final List<Versioned> keys;
  private final Duration tolerance;

  /** A key and the version it verifies: the sender cannot have it used for another algorithm. */
  record Versioned(SignatureVersion version, VerifyingKey key) {}

  /**
   * @param tolerance 0 or more; of no effect where the scheme has no timestamp
   */
  TemplateVerifier(SchemeTemplate template, List<Versioned> keys, Duration tolerance) {
    this.template = template;
    this.content = new SignedContent(template);
    this.keys = List.copyOf(keys);
    this.tolerance = tolerance;
  }

  @Override
  public Verification verify(SignatureInput received, Instant now) {
    try {
      ReceivedValues values = ReceivedValues.of(template, received);
      Optional<Instant> timestamp = checkTimestamp(values.timestamp(), now);
      int keyIndex = matchingKey(values, received);
      return new Verification.Accepted(
          Optional.of(values.id()).filter(id -> !id.isEmpty()), timestamp, keyIndex);
    } catch (Refusal refusal) {
      return new Verification.Refused(refusal.code(), refusal.text());
    }
  }

  private Optional<Instant> checkTimestamp(String timestamp, Instant now) throws Refusal {
    if (timestamp.isEmpty()) {
      return Optional.empty();
    }
    TimestampUnit unit = template.timestampUnit();
    Instant sent = unit.toInstant(Long.parseLong(timestamp));
    // In the timestamp's own unit: a sender that writes seconds has dropped the fraction.
    Duration age = Duration.between(sent, unit.toInstant(unit.of(now)));
    // Exactly at the tolerance is still accepted; one second past it is not. Both ways.
    if (age.compareTo(tolerance) > 0) {
      throw new Refusal(
          Code.TIMESTAMP_TOO_OLD,
          "The timestamp is %s old, and the tolerance is %s".formatted(age, tolerance));
    }
    if (age.negated().compareTo(tolerance) > 0) {
      throw new Refusal(
          Code.TIMESTAMP_TOO_NEW,
          "The timestamp is %s ahead of this clock, and the tolerance is %s"
              .formatted(age.negated(), tolerance));
    }
    return Optional.of(sent);
  }

  private int matchingKey(ReceivedValues values, SignatureInput received) throws Refusal {
    List<List<byte[]>> contents = new ArrayList<>();
    for (String url : signedUrls(received.url())) {
      contents.add(content.of(values.id(), values.timestamp(), url, received));
    }
    int matching = -1;
    // To the end, whatever matched: the time taken must not tell one key from another.
    for (int index = keys.size() - 1; index >= 0; index--) {
      Versioned key = keys.get(index);
      List<byte[]> signatures =
          values.signatures().stream()
              .filter(claimed -> claimed.version().equals(key.version()))
              .map(Claimed::signature)
              .toList();
      for (List<byte[]> each : contents) {
        matching = key.key().madeAny(signatures, each) ? index : matching;
      }
    }
    if (matching < 0) {
      throw new Refusal(
          Code.SIGNATURE_MISMATCH,
          "No secret in force made the signature: the secret, the body or what else is signed differs");
    }
    return matching;
  }

  private List<String> signedUrls(String url) {
    return template.ignorePort() ? PortVariants.of(url) : List.of(url);
  }
}
