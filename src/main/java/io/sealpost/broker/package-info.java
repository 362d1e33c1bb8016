/**
 * The message bus: the embedded broker, connections to it, and the one owner of every transaction.
 *
 * <p>Read first: {@link TransactedListenerContainerFactory}, {@link Settlement}.
 */
@NullMarked
package io.sealpost.broker;

import org.jspecify.annotations.NullMarked;
