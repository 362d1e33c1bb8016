package io.sealpost.fault;

import io.sealpost.FreePort;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between a client and a server on the loopback address: passes bytes on, holds back what
 * the client or the server sends for as long as a test likes, carries it badly, or cuts the line.
 * What is held back when the line is cut never arrives.
 */
final class TcpProxy implements Closeable {
  private static final int BACKLOG = 50;

  /** In this time a connection is made, or the backlog is full. */
  private static final int CONNECT_MILLIS = 300;

  private final int target;
  private final InetSocketAddress address;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final Gate door = new Gate();
  private final Gate requests = new Gate();
  private final Gate replies = new Gate();
  private volatile ServerSocket listener;
  private volatile boolean commitAwaited;
  private volatile LineQuality quality = LineQuality.PERFECT;

  private TcpProxy(int target, ServerSocket listener) {
    this.target = target;
    this.listener = listener;
    this.address = (InetSocketAddress) listener.getLocalSocketAddress();
    daemon(() -> accept(listener));
  }

  static TcpProxy to(int port) throws IOException {
    return to(port, InetAddress.getLoopbackAddress());
  }

  /** One that listens elsewhere. */
  static TcpProxy to(int port, InetAddress address) throws IOException {
    return new TcpProxy(port, new ServerSocket(FreePort.next(), BACKLOG, address));
  }

  int port() {
    return address.getPort();
  }

  /** From now on nothing the clients send arrives. */
  void hold() {
    requests.shut();
  }

  /** From now on nothing the server sends arrives. */
  void holdReplies() {
    replies.shut();
  }

  /** The next commit a client of an Artemis broker sends arrives; nothing the server sends then. */
  void holdRepliesFromCommit() {
    commitAwaited = true;
  }

  /** How much clients have sent in vain since {@link #hold}. */
  long heldBytes() {
    return requests.held();
  }

  /** How it carries what it does not hold back. */
  void carry(LineQuality next) {
    quality = next;
  }

  /** Closes all connections; what was held back is lost. */
  void cut() {
    sockets.forEach(TcpProxy::closeQuietly);
    sockets.clear();
  }

  /** As {@link #cut}, with a TCP reset to both sides. */
  void reset() {
    sockets.forEach(TcpProxy::abort);
    sockets.clear();
  }

  /** As {@link #cut}, and new connections are refused. */
  void refuse() throws IOException {
    listener.close();
    cut();
  }

  /** As {@link #cut}, and new connections are neither accepted nor refused: the backlog is full. */
  void ignore() throws IOException {
    door.shut();
    cut();
    try {
      // More than it is asked for; the accepting thread takes one besides.
      for (int i = 0; i < 10 * BACKLOG; i++) {
        Socket idle = new Socket();
        sockets.add(idle);
        idle.connect(address, CONNECT_MILLIS);
      }
    } catch (SocketTimeoutException full) {
      return;
    }
    throw new IOException("The backlog of port " + port() + " takes everybody");
  }

  /** Lets everything through again. */
  void release() {
    quality = LineQuality.PERFECT;
    commitAwaited = false;
    requests.open();
    replies.open();
    door.open();
    if (listener.isClosed()) {
      listen();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
    requests.open();
    replies.open();
    door.open();
  }

  private void listen() {
    try {
      ServerSocket again = new ServerSocket(address.getPort(), BACKLOG, address.getAddress());
      listener = again;
      daemon(() -> accept(again));
    } catch (IOException e) {
      throw new UncheckedIOException("Port " + port() + " is taken by another", e);
    }
  }

  private void accept(ServerSocket from) {
    try {
      while (true) {
        Socket client = from.accept();
        door.pass(0);
        connect(client);
      }
    } catch (IOException | InterruptedException closed) {
      // The test is over, or the line refuses.
    }
  }

  private void connect(Socket client) throws IOException {
    Socket server;
    try {
      server = new Socket(InetAddress.getLoopbackAddress(), target);
    } catch (ConnectException nobodyThere) {
      // As the client would have found out without us.
      client.close();
      return;
    }
    // Or small packets wait for the acknowledgement of those before.
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    sockets.addAll(List.of(client, server));
    daemon(() -> pass(client, server, true));
    daemon(() -> pass(server, client, false));
  }

  private void pass(Socket from, Socket to, boolean isRequest) {
    byte[] buffer = new byte[16 * 1024];
    CorePackets packets = new CorePackets();
    long carried = 0;
    try (from;
        to) {
      InputStream in = from.getInputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (isRequest && packets.beginCommit(buffer, count) && commitAwaited) {
          replies.shut();
        }
        (isRequest ? requests : replies).pass(count);
        quality.carry(buffer, count, carried, to.getOutputStream());
        carried += count;
      }
    } catch (SocketException e) {
      // A reset is passed on as one; the other side sees everything else by itself.
      if (!from.isClosed()) {
        abort(to);
      }
    } catch (IOException | InterruptedException cut) {
      // The other side sees it by itself.
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "tcp-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private static void abort(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (SocketException closed) {
      return;
    }
    closeQuietly(socket);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
