/**
 * Rendering and signing, measured by JMH: Sealpost's templates against what else could make the
 * same request of the same attributes.
 *
 * <p>Read first: {@link io.sealpost.bench.render.Renderer}, {@link
 * io.sealpost.bench.render.RenderingBenchmark}.
 */
@NullMarked
package io.sealpost.bench.render;

import org.jspecify.annotations.NullMarked;
