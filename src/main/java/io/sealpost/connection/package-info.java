/**
 * Endpoints Sealpost may call: URL prefix, credentials, TLS, and what guards them.
 *
 * <p>Read first: {@link Connection}, {@link UrlPrefix}.
 */
@NullMarked
package io.sealpost.connection;

import org.jspecify.annotations.NullMarked;
