/**
 * The path of a delivery: render, sign, guard, call, classify, retry.
 *
 * <p>Read first: {@link io.sealpost.delivery.GuardedRequest}.
 */
@NullMarked
package io.sealpost.delivery;

import org.jspecify.annotations.NullMarked;
