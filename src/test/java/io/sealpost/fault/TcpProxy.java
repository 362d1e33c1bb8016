package io.sealpost.fault;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stands between a client and a server on the loopback address: passes bytes on, holds back what
 * the client or the server sends for as long as a test likes, or cuts the line. What is held back
 * when the line is cut never arrives.
 */
final class TcpProxy implements Closeable {
  private final int target;
  private final ServerSocket listener;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition released = lock.newCondition();
  private boolean held;
  private boolean repliesHeld;
  private boolean commitAwaited;
  private long heldBytes;

  private TcpProxy(int target, ServerSocket listener) {
    this.target = target;
    this.listener = listener;
    daemon(this::accept);
  }

  static TcpProxy to(int port) throws IOException {
    return new TcpProxy(port, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
  }

  int port() {
    return listener.getLocalPort();
  }

  /** From now on nothing the clients send arrives. */
  void hold() {
    lock.lock();
    try {
      held = true;
      heldBytes = 0;
    } finally {
      lock.unlock();
    }
  }

  /** The next commit a client of an Artemis broker sends arrives; nothing the server sends then. */
  void holdRepliesFromCommit() {
    lock.lock();
    try {
      commitAwaited = true;
    } finally {
      lock.unlock();
    }
  }

  /** How much clients have sent in vain since {@link #hold}. */
  long heldBytes() {
    lock.lock();
    try {
      return heldBytes;
    } finally {
      lock.unlock();
    }
  }

  /** Closes all connections; what was held back is lost. */
  void cut() {
    sockets.forEach(TcpProxy::closeQuietly);
    sockets.clear();
  }

  /** Lets everything through again. */
  void release() {
    lock.lock();
    try {
      held = false;
      repliesHeld = false;
      commitAwaited = false;
      released.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
    release();
  }

  private void accept() {
    try {
      while (true) {
        connect(listener.accept());
      }
    } catch (IOException closed) {
      // The test is over.
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

  private void pass(Socket from, Socket to, boolean requests) {
    byte[] buffer = new byte[16 * 1024];
    CorePackets packets = new CorePackets();
    try (from;
        to) {
      InputStream in = from.getInputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (requests) {
          awaitRelease(count, packets.beginCommit(buffer, count));
        } else {
          awaitReplies();
        }
        to.getOutputStream().write(buffer, 0, count);
      }
    } catch (IOException | InterruptedException cut) {
      // The other side sees it by itself.
    }
  }

  private void awaitRelease(int count, boolean commit) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      repliesHeld |= commit && commitAwaited;
      heldBytes += held ? count : 0;
      while (held) {
        released.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private void awaitReplies() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (repliesHeld) {
        released.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "tcp-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
