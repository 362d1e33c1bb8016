package io.sealpost.fault;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** How the receiver begins with a connection. */
@FunctionalInterface
interface Handshake {
  /** Plain HTTP. */
  Handshake NONE = wire -> wire;

  /**
   * Returns what requests are read from.
   *
   * @throws IOException where none will come
   */
  Socket with(Socket wire) throws IOException;

  static Handshake tls(SSLContext context) {
    return wire -> secure(context, wire);
  }

  /** Of a sender without a certificate it takes no request. */
  static Handshake tlsWithClientCertificate(SSLContext context) {
    return wire -> {
      SSLSocket secure = secure(context, wire);
      secure.setNeedClientAuth(true);
      return secure;
    };
  }

  /** What a server answers that knows no later version, bare of extensions. Source: RFC 2246. */
  static Handshake tls10Only() {
    return wire -> {
      InputStream hello = wire.getInputStream();
      byte[] header = hello.readNBytes(5);
      hello.skipNBytes((header[3] & 0xff) << 8 | (header[4] & 0xff));
      // A ServerHello of 38 bytes with TLS_RSA_WITH_AES_128_CBC_SHA, in a handshake record.
      byte[] answer = new byte[47];
      System.arraycopy(new byte[] {22, 3, 1, 0, 42, 2, 0, 0, 38, 3, 1}, 0, answer, 0, 11);
      answer[45] = 0x2f;
      wire.getOutputStream().write(answer);
      throw new SSLException("The sender goes no further: " + hello.read());
    };
  }

  private static SSLSocket secure(SSLContext context, Socket wire) throws IOException {
    SSLSocket secure =
        (SSLSocket) context.getSocketFactory().createSocket(wire, null, wire.getPort(), true);
    secure.setUseClientMode(false);
    return secure;
  }
}
