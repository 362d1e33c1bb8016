/**
 * Where contenders are measured: a queue system with messages waiting in it, a receiver that
 * counts, and between them whoever's turn it is, each in processes of its own.
 *
 * <p>Read first: {@link io.sealpost.bench.stage.Turn}, {@link io.sealpost.bench.stage.Contender}.
 */
@NullMarked
package io.sealpost.bench.stage;

import org.jspecify.annotations.NullMarked;
