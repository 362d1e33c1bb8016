package io.sealpost.bench.stage;

/**
 * What the receiver has counted since it was reset.
 *
 * @param requests answered
 * @param deliveries messages whose first request was answered
 * @param verified requests whose signature was checked, one of some
 * @param wrong of these, or requests that name no message
 * @param micros when, of the receiver's clock, from the epoch
 */
public record Tally(long requests, long deliveries, long verified, long wrong, long micros) {}
