package io.sealpost.bench.stage;

import io.sealpost.fault.Program;
import java.io.IOException;
import java.nio.file.Path;

/** What is reachable in a JVM, counted by a full collection. */
final class LiveHeap {
  private LiveHeap() {}

  static long bytes(long pid) throws IOException, InterruptedException {
    // The last line: Total, instances, bytes.
    String[] histogram =
        jcmd(pid, "GC.class_histogram")
            .lines()
            .filter(line -> line.startsWith("Total"))
            .findFirst()
            .orElseThrow(() -> new IOException("The histogram has no total"))
            .trim()
            .split("\\s+", -1);
    return Long.parseLong(histogram[2]);
  }

  /** The JDK's own tool of that name. */
  static String jcmd(long pid, String... arguments) throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 2];
    command[0] = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    command[1] = Long.toString(pid);
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    return Program.run(command);
  }
}
