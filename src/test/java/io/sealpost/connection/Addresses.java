package io.sealpost.connection;

import java.net.InetAddress;
import java.util.Objects;

/** Addresses as tests write them. */
final class Addresses {
  private Addresses() {}

  static InetAddress literal(String text) {
    return Objects.requireNonNull(IpLiteral.parse(text), text);
  }
}
