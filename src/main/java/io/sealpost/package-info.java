/**
 * The assembly of Sealpost: how its parts become one Camel application.
 *
 * <p>Read first: {@link io.sealpost.Sealpost}, {@link io.sealpost.SealpostAssembly}.
 */
@NullMarked
package io.sealpost;

import org.jspecify.annotations.NullMarked;
