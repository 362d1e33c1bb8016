/**
 * Which trace a delivery belongs to, on the wire and in the log.
 *
 * <p>Read first: {@link io.sealpost.trace.TraceContext}.
 */
@NullMarked
package io.sealpost.trace;

import org.jspecify.annotations.NullMarked;
