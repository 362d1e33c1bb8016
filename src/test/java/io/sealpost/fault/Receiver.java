package io.sealpost.fault;

import io.sealpost.fault.Reply.End;
import io.sealpost.receiver.SelfSignedCertificate;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The endpoint: HTTPS on the loopback address, a thread a connection. Each request is in the ledger
 * before the script is asked, and each 2xx once it is flushed.
 */
final class Receiver implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

  private final Ledger ledger;
  private final @Nullable SSLContext tls;
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Duration> clocks = new CopyOnWriteArrayList<>(List.of(Duration.ZERO));
  private volatile Script script = Script.OK;

  private Receiver(Ledger ledger, @Nullable SSLContext tls, ServerSocket listener) {
    this.ledger = ledger;
    this.tls = tls;
    this.listener = listener;
  }

  static Receiver start(Ledger ledger, SelfSignedCertificate certificate) throws IOException {
    try {
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(certificate.keyManagers().getKeyManagers(), null, null);
      return start(ledger, tls);
    } catch (GeneralSecurityException e) {
      throw new IOException("This JVM has no TLS for the receiver", e);
    }
  }

  /** Plain HTTP. */
  static Receiver withoutTls(Ledger ledger) throws IOException {
    return start(ledger, (SSLContext) null);
  }

  private static Receiver start(Ledger ledger, @Nullable SSLContext tls) throws IOException {
    ServerSocket listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    Receiver receiver = new Receiver(ledger, tls, listener);
    receiver.daemon(receiver::accept);
    return receiver;
  }

  int port() {
    return listener.getLocalPort();
  }

  /** For the requests read from now on. */
  void follow(Script next) {
    script = next;
  }

  /** The sender's clock is so far ahead from now on, and the receiver goes by it. */
  void followClock(Duration ahead) {
    clocks.add(0, ahead);
  }

  /** Closes what the senders keep; a request under way gets no answer. */
  void dropConnections() {
    open.forEach(Receiver::closeQuietly);
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    listener.close();
    dropConnections();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        open.add(socket);
        daemon(() -> serve(socket));
      }
    } catch (IOException e) {
      if (closed.getCount() > 0) {
        LOG.error("The receiver takes no more connections", e);
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        Socket wire = tls == null ? socket : secure(tls, socket)) {
      InputStream in = new BufferedInputStream(wire.getInputStream());
      for (Post request = Post.read(in); request != null; request = Post.read(in)) {
        ledger.append(request.seen(now(request)));
        Reply reply = script.replyTo(request);
        answer(request, reply, wire);
        if (reply.end() != End.KEEP) {
          end(reply.end(), in, socket);
          return;
        }
      }
    } catch (IOException e) {
      LOG.debug("A sender is gone", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  /** In seconds, by the clock that was told last, or by one before where the request is older. */
  private long now(Post request) {
    long now = System.currentTimeMillis() / 1000;
    return clocks.stream()
        .map(ahead -> now + ahead.toSeconds())
        .filter(time -> request.isSignedAt(time))
        .findFirst()
        .orElse(now);
  }

  private void answer(Post request, Reply reply, Socket wire)
      throws IOException, InterruptedException {
    if (!reply.delay().isZero()) {
      boolean over = closed.await(reply.delay().toMillis(), TimeUnit.MILLISECONDS);
      LOG.trace("A delayed answer, cut short: {}", over);
    }
    if (reply.status() == 0) {
      return;
    }
    wire.getOutputStream().write(reply.bytes());
    wire.getOutputStream().flush();
    if (reply.isSuccess()) {
      ledger.append(request.acked());
    }
  }

  private static Socket secure(SSLContext tls, Socket socket) throws IOException {
    SSLSocket secure =
        (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
    secure.setUseClientMode(false);
    return secure;
  }

  private static void end(End end, InputStream in, Socket socket) throws IOException {
    if (end == End.HANG) {
      LOG.trace("The sender gave up: {}", in.read());
    } else if (end == End.RESET) {
      // Closed below TLS, or a farewell would go out first.
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }

  private void daemon(Runnable task) {
    Thread thread = new Thread(task, "receiver");
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("A connection was closed already", e);
    }
  }
}
