/**
 * The assembly of Sealpost: how the parts below become one Camel application.
 *
 * <p>Read first: {@link io.sealpost.Sealpost}.
 */
@NullMarked
package io.sealpost;

import org.jspecify.annotations.NullMarked;
