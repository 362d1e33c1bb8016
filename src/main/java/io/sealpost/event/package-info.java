/**
 * What Sealpost tells of itself: events that activations subscribe to like any other.
 *
 * <p>Read first: {@link io.sealpost.event.OperationalEvent}, {@link
 * io.sealpost.event.OperationalEvents}.
 */
@NullMarked
package io.sealpost.event;

import org.jspecify.annotations.NullMarked;
