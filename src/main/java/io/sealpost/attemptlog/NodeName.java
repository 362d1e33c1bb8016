package io.sealpost.attemptlog;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** How an instance is called in the attempt log. */
public final class NodeName {
  private NodeName() {}

  /**
   * As set, or the name of this machine.
   *
   * @param setting {@code sealpost.node}; empty where it is not set
   */
  public static String of(String setting) {
    if (!setting.isEmpty()) {
      return setting;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      // A machine without a name of its own still has this one.
      return "localhost";
    }
  }
}
