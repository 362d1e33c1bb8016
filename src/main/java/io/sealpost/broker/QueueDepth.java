package io.sealpost.broker;

/**
 * How full a queue is.
 *
 * @param messages all that are on it, those kept back and those just being handled included
 * @param scheduled of these, kept back until their delay is over: retries
 * @param delivering of these, with a consumer and not yet committed
 * @param paused whether the broker gives its messages to no consumer
 */
public record QueueDepth(
    String queue, long messages, long scheduled, long delivering, int consumers, boolean paused) {}
