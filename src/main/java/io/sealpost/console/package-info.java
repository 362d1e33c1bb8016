/**
 * The management API: see and repair over HTTP, as {@code schema/openapi.yaml} says.
 *
 * <p>Read first: {@link io.sealpost.console.ManagementApi}, {@link io.sealpost.console.Contract}.
 */
@NullMarked
package io.sealpost.console;

import org.jspecify.annotations.NullMarked;
