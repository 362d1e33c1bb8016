package io.sealpost.fault;

import java.io.IOException;
import java.util.List;

/**
 * A pair of virtual interfaces within one network namespace. Linux would take a short cut between
 * addresses of one machine; rules send their packets over the wire. There each side finds the other
 * by its hardware address: with a wrong one, what it sends is dropped without a word.
 */
enum Wire {
  /** From Sealpost to its receiver. */
  TO_RECEIVER(1),
  /** From Sealpost to its broker. */
  TO_BROKER(2);

  private final int number;

  Wire(int number) {
    this.number = number;
  }

  /** The end that is not Sealpost's. */
  String address() {
    return "10.9." + number + ".2";
  }

  private String nearAddress() {
    return "10.9." + number + ".1";
  }

  /** To be called once, before any connection is made. */
  static void lay() throws IOException, InterruptedException {
    shell("ip link set lo up");
    for (Wire wire : values()) {
      wire.layThis();
    }
    // Asked after those of the wires.
    shell("ip rule add pref 100 lookup local && ip rule del pref 0");
    mendAll();
  }

  private void layThis() throws IOException, InterruptedException {
    run("ip link add near%1$d type veth peer name far%1$d");
    for (String end : List.of("near", "far")) {
      String device = end + number;
      run("echo 1 >/proc/sys/net/ipv4/conf/" + device + "/accept_local");
      run("echo 0 >/proc/sys/net/ipv4/conf/" + device + "/rp_filter");
      run("ip rule add pref 10 iif " + device + " lookup local");
    }
    shell("echo 0 >/proc/sys/net/ipv4/conf/all/rp_filter");
    run("ip link set near%1$d address 02:00:00:00:%1$02d:01");
    run("ip link set far%1$d address 02:00:00:00:%1$02d:02");
    run("ip addr add %2$s/32 dev near%1$d && ip addr add %3$s/32 dev far%1$d");
    run("ip link set near%1$d up && ip link set far%1$d up");
    run("ip rule add pref 20 to %3$s lookup %1$d2 && ip rule add pref 20 to %2$s lookup %1$d1");
    run("ip route add %3$s/32 dev near%1$d src %2$s table %1$d2");
    run("ip route add %2$s/32 dev far%1$d src %3$s table %1$d1");
  }

  /** Nothing Sealpost sends arrives any more. */
  void dropThere() throws IOException, InterruptedException {
    run("ip neigh replace %3$s lladdr 02:00:00:00:ff:ff dev near%1$d nud permanent");
  }

  /** Nothing sent to Sealpost arrives any more. */
  void dropBack() throws IOException, InterruptedException {
    run("ip neigh replace %2$s lladdr 02:00:00:00:ff:ff dev far%1$d nud permanent");
  }

  static void mendAll() throws IOException, InterruptedException {
    for (Wire wire : values()) {
      wire.run("ip neigh replace %3$s lladdr 02:00:00:00:%1$02d:02 dev near%1$d nud permanent");
      wire.run("ip neigh replace %2$s lladdr 02:00:00:00:%1$02d:01 dev far%1$d nud permanent");
    }
  }

  private void run(String command) throws IOException, InterruptedException {
    shell(command.formatted(number, nearAddress(), address()));
  }

  private static void shell(String command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("sh", "-ec", command).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IOException("Failed: " + command);
    }
  }
}
