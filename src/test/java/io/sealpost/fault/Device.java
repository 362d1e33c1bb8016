package io.sealpost.fault;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.opentest4j.TestAbortedException;

/** A part of the machine under Sealpost that a scenario can make fail: there before it starts. */
interface Device extends Closeable {
  /** The machine as it is. */
  Kind NONE = folder -> new Device() {};

  /** Makes one for a world. */
  @FunctionalInterface
  interface Kind {
    /**
     * Returns when it is there.
     *
     * @param folder of the world
     * @throws TestAbortedException if this machine has not what it takes
     */
    Device in(Path folder) throws IOException, InterruptedException;
  }

  /** What the command of the Sealpost process begins with. */
  default List<String> launcher() {
    return List.of();
  }

  /** Further variables of the Sealpost process. */
  default Map<String, String> environment() {
    return Map.of();
  }

  @Override
  default void close() throws IOException {}
}
