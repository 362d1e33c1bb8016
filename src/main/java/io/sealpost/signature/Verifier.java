package io.sealpost.signature;

import java.time.Instant;

/** A signature scheme bound to the secrets or public keys it accepts. Thread-safe. */
@FunctionalInterface
public interface Verifier {
  /** Never throws for what a sender wrote, however hostile: that is a refusal. */
  Verification verify(SignatureInput received, Instant now);
}
