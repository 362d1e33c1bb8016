package io.sealpost.bench.stage;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What was read off at one moment of a turn, with processor times. */
record Reading(Tally tally, Duration own, Duration bus, Duration receiver) {
  static Reading of(Entrant entrant, Receiver receiver) throws IOException, InterruptedException {
    return new Reading(
        receiver.tally(),
        Consumption.processorTime(entrant.processes()),
        Consumption.processorTime(entrant.bus().processes()),
        Consumption.processorTime(List.of(receiver.process())));
  }

  Pace until(Reading end) {
    long delivered = end.tally.deliveries() - tally.deliveries();
    double seconds = (end.tally.micros() - tally.micros()) / 1e6;
    return new Pace(
        delivered / seconds,
        micros(own, end.own) / delivered,
        micros(bus, end.bus) / delivered,
        micros(receiver, end.receiver) / delivered);
  }

  private static double micros(Duration begin, Duration end) {
    return end.minus(begin).toNanos() / 1e3;
  }
}
