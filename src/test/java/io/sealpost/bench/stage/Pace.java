package io.sealpost.bench.stage;

/**
 * How quick a contender was while it was counted.
 *
 * @param delivered messages a second, at the receiver
 * @param taken messages a second, off the queue; more where it lays them by for itself
 * @param ownMicros of processor time for each delivered message, in the contender's own processes
 * @param busMicros in those of its queue system
 * @param receiverMicros in the receiver
 * @param dry whether no message was left in the end: it may have waited for more
 */
public record Pace(
    double delivered,
    double taken,
    double ownMicros,
    double busMicros,
    double receiverMicros,
    boolean dry) {}
