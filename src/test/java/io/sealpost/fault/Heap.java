package io.sealpost.fault;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The heap of a JVM, asked by the JDK's jcmd. */
final class Heap {
  private static final Pattern USED = Pattern.compile("used (\\d+)K");

  private Heap() {}

  /** After a full collection; in KB. */
  static int used(ChildProcess jvm) throws IOException, InterruptedException {
    ask(jvm, "GC.run");
    String info = ask(jvm, "GC.heap_info");
    Matcher used = USED.matcher(info);
    if (!used.find()) {
      throw new IOException("jcmd does not say how much of the heap is used: " + info);
    }
    return Integer.parseInt(used.group(1));
  }

  private static String ask(ChildProcess jvm, String command) throws InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    return Program.require(jcmd, Long.toString(jvm.pid()), command);
  }
}
