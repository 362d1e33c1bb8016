package io.sealpost.bench.stage;

import io.sealpost.fault.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What processes and their children have used. */
final class Consumption {
  private Consumption() {}

  /** Unlike a rate, nearly the same on a machine that has other things to do. */
  static Duration processorTime(List<ChildProcess> processes) {
    return handles(processes)
        .flatMap(handle -> handle.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** The most memory each has had at any time, together. */
  static double peakMegabytes(List<ChildProcess> processes) throws IOException {
    double sum = 0;
    for (ProcessHandle handle : handles(processes).toList()) {
      sum += peakMegabytes(handle.pid());
    }
    return sum;
  }

  private static Stream<ProcessHandle> handles(List<ChildProcess> processes) {
    return processes.stream()
        .flatMap(process -> ProcessHandle.of(process.pid()).stream())
        .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()));
  }

  private static double peakMegabytes(long pid) throws IOException {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
      }
    }
    throw new IOException(status + " has no VmHWM");
  }
}
