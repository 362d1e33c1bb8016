/**
 * What the observe port shows: meters of deliveries, queues and the log, and health with reasons.
 *
 * <p>Read first: {@link io.sealpost.observe.DeliveryMeters}, {@link io.sealpost.observe.Probe}.
 */
@NullMarked
package io.sealpost.observe;

import org.jspecify.annotations.NullMarked;
