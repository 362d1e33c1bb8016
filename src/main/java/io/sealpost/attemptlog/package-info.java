/**
 * The attempt log: one row for every attempt, and for every end without a request, from records on
 * a queue to SQL and back.
 *
 * <p>Read first: {@link io.sealpost.attemptlog.AttemptRecord}, {@link
 * io.sealpost.attemptlog.JdbcAttemptLog}.
 */
@NullMarked
package io.sealpost.attemptlog;

import org.jspecify.annotations.NullMarked;
