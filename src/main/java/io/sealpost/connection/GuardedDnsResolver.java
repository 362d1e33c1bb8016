package io.sealpost.connection;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks a host up once and hands out the very addresses it judged, so that no second look-up can
 * bring others (DNS rebinding). The HTTP client asks it for names and IP literals alike, right
 * before it connects.
 */
public final class GuardedDnsResolver implements DnsResolver {
  /** Where addresses come from; {@link InetAddress#getAllByName} but in tests. */
  @FunctionalInterface
  interface Lookup {
    InetAddress[] addressesOf(String host) throws UnknownHostException;
  }

  private final AddressGuard guard;
  private final Lookup lookup;

  public GuardedDnsResolver(AddressGuard guard) {
    this(guard, InetAddress::getAllByName);
  }

  GuardedDnsResolver(AddressGuard guard, Lookup lookup) {
    this.guard = guard;
    this.lookup = lookup;
  }

  /**
   * The addresses of the host, at least one.
   *
   * @throws AddressRefusedException if any of them may not be connected to: one private address
   *     among public ones is how a name is pointed inside
   */
  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = lookup.addressesOf(host).clone();
    if (addresses.length == 0) {
      throw new UnknownHostException(
          host + " has no address: check urlPrefix and the name service");
    }
    for (InetAddress address : addresses) {
      String refusal = guard.refusal(address);
      if (refusal != null) {
        throw new AddressRefusedException(refused(host, IpLiteral.format(address), refusal));
      }
    }
    return addresses;
  }

  /** The name as it is: a reverse look-up would ask a name service about an unjudged address. */
  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  private static String refused(String host, String address, String refusal) {
    return host
        + (host.equals(address) ? "" : " resolves to " + address + ", which")
        + " is not public but "
        + refusal
        + ": if it is meant, list it under allowAddresses of the connection";
  }
}
