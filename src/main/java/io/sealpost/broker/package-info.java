/**
 * The message bus: the embedded broker, connections to it, and the one owner of every transaction.
 *
 * <p>Read first: {@link Settlement}, {@link GroupCommitListenerContainerFactory}, {@link
 * TransactedListenerContainerFactory}.
 */
@NullMarked
package io.sealpost.broker;

import org.jspecify.annotations.NullMarked;
