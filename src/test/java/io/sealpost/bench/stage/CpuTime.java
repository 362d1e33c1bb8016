package io.sealpost.bench.stage;

import io.sealpost.fault.ChildProcess;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What processes and their children have computed: unlike a rate, nearly the same on a machine that
 * has other things to do.
 */
final class CpuTime {
  private CpuTime() {}

  static Duration of(List<ChildProcess> processes) {
    return processes.stream()
        .flatMap(process -> ProcessHandle.of(process.pid()).stream())
        .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()))
        .flatMap(handle -> handle.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }
}
