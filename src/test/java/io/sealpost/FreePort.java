package io.sealpost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports on which a test can start a server later. They lie below those which the system gives to
 * outgoing connections (from 32768 on Linux): one of these could be taken in the meantime. None is
 * given twice within a JVM.
 */
public final class FreePort {
  private static final int LOWEST = 16_384;
  private static final int COUNT = 16_384;
  // Begun anywhere, so that two JVMs side by side do not run after each other.
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

  private FreePort() {}

  public static int next() {
    for (int tried = 0; tried < COUNT; tried++) {
      int port = LOWEST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
      if (free(port)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "No port free between %d and %d".formatted(LOWEST, LOWEST + COUNT - 1));
  }

  private static boolean free(int port) {
    try (ServerSocket probe = new ServerSocket(port)) {
      return probe.isBound();
    } catch (BindException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
