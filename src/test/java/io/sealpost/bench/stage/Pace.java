package io.sealpost.bench.stage;

/**
 * How quick a contender was while it was counted.
 *
 * @param delivered messages a second, at the receiver
 * @param ownMicros of processor time for each delivered message, in the contender's own processes
 * @param busMicros in those of its queue system
 * @param receiverMicros in the receiver
 */
public record Pace(double delivered, double ownMicros, double busMicros, double receiverMicros) {}
