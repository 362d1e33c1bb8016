/**
 * Secrets, and one engine that signs and verifies by templates.
 *
 * <p>Read first: {@link SignatureScheme}, then {@link SignedContent}. A new preset is a file in
 * {@code presets/}, its name in {@link Presets}, its example in {@code docs/signatures.md} and its
 * golden value in a test.
 */
@NullMarked
package io.sealpost.signature;

import org.jspecify.annotations.NullMarked;
