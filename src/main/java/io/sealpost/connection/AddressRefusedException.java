package io.sealpost.connection;

import java.net.UnknownHostException;

/**
 * A host whose address may not be connected to. An {@link UnknownHostException}, since nothing else
 * a name look-up may end with stops a connection before its first packet.
 */
public final class AddressRefusedException extends UnknownHostException {
  private static final long serialVersionUID = 1L;

  public AddressRefusedException(String message) {
    super(message);
  }
}
