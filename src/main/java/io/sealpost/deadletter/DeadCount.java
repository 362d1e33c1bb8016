package io.sealpost.deadletter;

import org.jspecify.annotations.Nullable;

/** How many dead messages have an activation and a reason in common; null where they name none. */
public record DeadCount(@Nullable String activation, @Nullable String reason, int messages) {}
