/**
 * What was given up, why, and how an operator sends it again.
 *
 * <p>Read first: {@link DeadLetter}, {@link DeadQueue}.
 */
@NullMarked
package io.sealpost.deadletter;

import org.jspecify.annotations.NullMarked;
