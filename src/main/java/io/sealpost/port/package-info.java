/**
 * HTTP ports for operators and probes, on Vert.x: who connects, and for how long, is bounded alike
 * on each.
 *
 * <p>Read first: {@link io.sealpost.port.HttpPort}, {@link io.sealpost.port.PortSettings}.
 */
@NullMarked
package io.sealpost.port;

import org.jspecify.annotations.NullMarked;
