package io.sealpost.signature;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything that tells one signature scheme from another. Checked by {@link SchemeTemplateReader}.
 *
 * @param headerSets the names written; after them others that are read where the first set's
 *     signature header is absent
 * @param separator between the signed parts
 * @param versions at least one; no prefix is the start of another
 * @param signatureSeparator empty where the header carries exactly one signature
 * @param timestampPrefix of the header list's element that is the timestamp; empty for none
 * @param tolerance either way; empty where the scheme has no timestamp
 * @param bodySha256Query name of the query parameter that carries the hex SHA-256 of a body that is
 *     no form; empty for none
 * @param ignorePort on receipt the URL may have been signed with or without its port
 */
record SchemeTemplate(
    String name,
    List<HeaderNames> headerSets,
    List<Part> signed,
    String separator,
    List<SignatureVersion> versions,
    String signatureSeparator,
    String timestampPrefix,
    TimestampUnit timestampUnit,
    Optional<Duration> tolerance,
    String bodySha256Query,
    boolean ignorePort) {

  /**
   * As written on the wire.
   *
   * @param timestamp empty where the scheme has none, or has it inside the signature header
   * @param id empty where the scheme has none
   */
  record HeaderNames(String signature, String timestamp, String id) {}

  HeaderNames written() {
    return headerSets.get(0);
  }

  boolean carriesSeveral() {
    return !signatureSeparator.isEmpty();
  }

  boolean signs(Part.Kind kind) {
    return signed.stream().anyMatch(part -> part.kind() == kind);
  }
}
