/**
 * Activations and the messages that trigger them.
 *
 * <p>Read first: {@link Activation}, {@link ActivationMessage}.
 */
@NullMarked
package io.sealpost.activation;

import org.jspecify.annotations.NullMarked;
