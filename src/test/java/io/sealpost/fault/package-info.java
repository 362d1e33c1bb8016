/**
 * Faults, and the proof that no message is lost in them: a {@link io.sealpost.fault.Scenario} does
 * something to a {@link io.sealpost.fault.World} of real processes, all of which keep ledgers, and
 * a {@link io.sealpost.fault.Verdict} is a function of these alone. Run by {@code bench/faults}.
 */
@NullMarked
package io.sealpost.fault;

import org.jspecify.annotations.NullMarked;
