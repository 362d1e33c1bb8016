/**
 * Measurements, run by {@code bench/run}. CI compiles them and asserts nothing about times.
 *
 * <p>Read first: {@link io.sealpost.bench.Bench}, {@link io.sealpost.bench.AttemptLogBench}.
 */
@NullMarked
package io.sealpost.bench;

import org.jspecify.annotations.NullMarked;
