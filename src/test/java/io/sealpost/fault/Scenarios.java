package io.sealpost.fault;

import java.util.List;
import java.util.stream.Stream;

/** All scenarios there are. A class for each kind of fault; a new one is named here. */
final class Scenarios {
  static final List<Scenario> ALL =
      Stream.of(
              QuietScenarios.ALL,
              KillScenarios.ALL,
              KillPointScenarios.ALL,
              PauseScenarios.ALL,
              StandbyScenarios.ALL,
              ShutdownScenarios.ALL,
              ReceiverScenarios.ALL,
              TlsScenarios.ALL,
              NameScenarios.ALL,
              LineScenarios.ALL,
              PartitionScenarios.ALL,
              MessageScenarios.ALL,
              FanOutScenarios.ALL,
              ConfigurationScenarios.ALL,
              DiskScenarios.ALL,
              FailingDiskScenarios.ALL,
              ClockScenarios.ALL,
              LimitScenarios.ALL)
          .flatMap(List::stream)
          .toList();

  private Scenarios() {}

  static Scenario named(String name) {
    return ALL.stream()
        .filter(scenario -> scenario.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no scenario " + name));
  }
}
