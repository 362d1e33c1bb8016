package io.sealpost.bench.stage;

import java.time.Duration;
import java.util.List;

/** What was read off at one moment of a turn: processor times, and how many messages wait. */
record Reading(Tally tally, long waiting, Duration own, Duration bus, Duration receiver) {
  static Reading of(Entrant entrant, Receiver receiver) throws Exception {
    return new Reading(
        receiver.tally(),
        entrant.bus().waiting(),
        Consumption.processorTime(entrant.processes()),
        Consumption.processorTime(entrant.bus().processes()),
        Consumption.processorTime(List.of(receiver.process())));
  }

  Pace until(Reading end) {
    long delivered = end.tally.deliveries() - tally.deliveries();
    double seconds = (end.tally.micros() - tally.micros()) / 1e6;
    return new Pace(
        delivered / seconds,
        (waiting - end.waiting) / seconds,
        micros(own, end.own) / delivered,
        micros(bus, end.bus) / delivered,
        micros(receiver, end.receiver) / delivered,
        end.waiting == 0);
  }

  private static double micros(Duration begin, Duration end) {
    return end.minus(begin).toNanos() / 1e3;
  }
}
