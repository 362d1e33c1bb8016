package io.sealpost.signature;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What came of verifying a received request. */
public sealed interface Verification {

  default boolean isAccepted() {
    return this instanceof Accepted;
  }

  /**
   * One of the keys made one of the signatures.
   *
   * @param id covered by the signature; empty where the scheme has none
   * @param timestamp covered by the signature; empty where the scheme has none
   * @param keyIndex of the first secret that matched, from 0, in the order they were given
   */
  record Accepted(Optional<String> id, Optional<Instant> timestamp, int keyIndex)
      implements Verification {}

  /**
   * Not to be believed.
   *
   * @param text for people: names headers and limits, never quotes what was sent
   */
  record Refused(Code code, String text) implements Verification {}

  /** Written as in {@code signature-missing}. */
  enum Code {
    SIGNATURE_MISSING,
    SIGNATURE_DUPLICATED,
    /** Not of the scheme's form, of no version the scheme knows, or of more than 10 signatures. */
    SIGNATURE_MALFORMED,
    SIGNATURE_MISMATCH,
    TIMESTAMP_MISSING,
    TIMESTAMP_DUPLICATED,
    TIMESTAMP_MALFORMED,
    TIMESTAMP_TOO_OLD,
    TIMESTAMP_TOO_NEW,
    ID_MISSING,
    ID_DUPLICATED,
    ID_MALFORMED,
    /**
     * A header that the signature covers, or {@code Content-Type} where the scheme depends on it.
     */
    HEADER_MISSING,
    HEADER_DUPLICATED,
    HEADER_MALFORMED,
    /** Not the form it says it is. */
    BODY_MALFORMED,
    /** Neither the signature nor a signed digest covers the body. */
    BODY_UNSIGNED,
    /** The body is not the one of the signed digest. */
    BODY_MISMATCH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
