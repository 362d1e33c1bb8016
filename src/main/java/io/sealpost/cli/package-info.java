/**
 * The commands of {@code ./sealpost}.
 *
 * <p>Standard output belongs to what was asked for, standard error to everything else. Exit codes:
 * 0 ok, 1 what was asked about is not so, 2 wrong usage or nothing to talk to.
 *
 * <p>Read first: {@link io.sealpost.cli.SealpostCommand}, {@link io.sealpost.cli.CommandException}.
 */
@NullMarked
package io.sealpost.cli;

import org.jspecify.annotations.NullMarked;
