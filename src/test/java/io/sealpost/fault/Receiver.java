package io.sealpost.fault;

import io.sealpost.fault.LedgerEntry.Again;
import io.sealpost.fault.LedgerEntry.Seen;
import io.sealpost.fault.Reply.End;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The endpoint: HTTPS on the loopback address, a thread a connection. Each request is in the ledger
 * before the script is asked, and each 2xx once it is flushed.
 */
final class Receiver implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

  private final Ledger ledger;
  private final Handshake usual;
  private final ServerSocket listener;
  private final Map<String, Answered> resting = new ConcurrentHashMap<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Duration> clocks = new CopyOnWriteArrayList<>(List.of(Duration.ZERO));
  private volatile WireSignature signature = WireSignature.by(WireSignature.SECRET);
  private volatile Script script = Script.OK;
  private volatile Handshake handshake;

  /** Since when a message may not come again, and for how long. */
  private record Answered(long nanos, Duration rest) {}

  private Receiver(Ledger ledger, Handshake usual, ServerSocket listener) {
    this.ledger = ledger;
    this.usual = usual;
    this.handshake = usual;
    this.listener = listener;
  }

  static Receiver start(Ledger ledger, Handshake usual) throws IOException {
    ServerSocket listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    Receiver receiver = new Receiver(ledger, usual, listener);
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

  /** Secrets, of which one has to have signed the requests read from now on. */
  void trust(String... secrets) {
    signature = WireSignature.by(secrets);
  }

  /** With connections made from now on. */
  void greet(Handshake next) {
    handshake = next;
  }

  /** Answers 200 again, after the usual handshake. */
  void mend() {
    script = Script.OK;
    handshake = usual;
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
        Socket wire = handshake.with(socket)) {
      InputStream in = new BufferedInputStream(wire.getInputStream());
      for (Post request = Post.read(in); request != null; request = Post.read(in)) {
        ledger.append(seen(request));
        Reply reply = script.replyTo(request);
        if (!reply.rest().isZero()) {
          resting.put(request.message(), new Answered(System.nanoTime(), reply.rest()));
        }
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
        .filter(time -> request.isSigned(signature, time))
        .findFirst()
        .orElse(now);
  }

  private List<LedgerEntry> seen(Post request) {
    Seen seen = request.seen(signature, now(request));
    Answered last = resting.remove(request.message());
    if (last == null) {
      return List.of(seen);
    }
    // Rounded up: the broker's clock has milliseconds, too.
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - last.nanos()) + 1;
    int least = (int) last.rest().toMillis();
    return List.of(seen, new Again(request.message(), request.attempt(), (int) millis, least));
  }

  private void answer(Post request, Reply reply, Socket wire)
      throws IOException, InterruptedException {
    if (!reply.delay().isZero()) {
      boolean over = closed.await(reply.delay().toMillis(), TimeUnit.MILLISECONDS);
      LOG.trace("A delayed answer, cut short: {}", over);
    }
    wire.getOutputStream().write(reply.bytes());
    wire.getOutputStream().flush();
    if (reply.isSuccess()) {
      ledger.append(request.acked());
    }
  }

  private static void end(End end, InputStream in, Socket socket) throws IOException {
    if (end == End.HANG) {
      LOG.trace("The sender gave up: {}", in.read());
    } else if (end == End.RESET || (end == End.RESET_NEXT && in.read() >= 0)) {
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
