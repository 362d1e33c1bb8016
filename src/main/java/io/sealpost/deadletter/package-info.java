/**
 * What was given up, why, and how an operator sends it again.
 *
 * <p>Read first: {@link DeadLetter}.
 */
@NullMarked
package io.sealpost.deadletter;

import org.jspecify.annotations.NullMarked;
