/**
 * Secrets, signature schemes, signing and verifying.
 *
 * <p>Read first: {@link Secret}, {@link SignatureScheme}.
 */
@NullMarked
package io.sealpost.signature;

import org.jspecify.annotations.NullMarked;
