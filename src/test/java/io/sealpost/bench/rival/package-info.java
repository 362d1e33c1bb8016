/**
 * What a user would write instead of using Sealpost, with as few lines as it takes and the settings
 * that make it fast; and {@link io.sealpost.bench.rival.Limit}, the wall. Programs of their own:
 * {@link io.sealpost.bench.rival.Task} is all they are told. Reviewed in {@code bench/README.md}.
 */
@NullMarked
package io.sealpost.bench.rival;

import org.jspecify.annotations.NullMarked;
