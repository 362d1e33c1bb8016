package io.sealpost.connection;

import java.net.InetAddress;
import java.util.List;

/** Contract only; being built. */
public final class AddressGuard {
  private AddressGuard() {}

  /** Allows public addresses and those in the given CIDR blocks. */
  public static AddressGuard allowing(List<String> cidrBlocks) {
    throw new UnsupportedOperationException(cidrBlocks.toString());
  }

  public boolean allows(InetAddress address) {
    throw new UnsupportedOperationException(address.toString());
  }
}
