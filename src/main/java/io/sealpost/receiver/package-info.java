/**
 * A webhook receiver on this machine's loopback interface, to see what is delivered: for the
 * commands {@code demo} and {@code listen}, not for the Internet.
 *
 * <p>Read first: {@link TlsReceiver}, {@link ReceivedRequest}.
 */
@NullMarked
package io.sealpost.receiver;

import org.jspecify.annotations.NullMarked;
