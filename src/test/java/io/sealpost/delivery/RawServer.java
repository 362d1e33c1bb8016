package io.sealpost.delivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** A receiver that does to a connection whatever a test has in mind, and keeps what it was sent. */
public final class RawServer implements AutoCloseable {
  /** What happens on a connection; the connection is closed when it returns. */
  @FunctionalInterface
  public interface Script {
    void run(Peer peer) throws IOException, InterruptedException;
  }

  private final ServerSocket listener;
  private final Script script;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Peer> peers = new CopyOnWriteArrayList<>();

  private RawServer(ServerSocket listener, Script script) {
    this.listener = listener;
    this.script = script;
    daemon(this::accept);
  }

  public static RawServer plain(Script script) {
    try {
      return new RawServer(bind(new ServerSocket()), script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static RawServer tls(SSLContext context, boolean clientCertificate, Script script) {
    try {
      var listener = (SSLServerSocket) context.getServerSocketFactory().createServerSocket();
      listener.setNeedClientAuth(clientCertificate);
      return new RawServer(bind(listener), script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads each request whole and answers it with the text, for as long as the client likes. */
  public static Script answering(String answer) {
    return peer -> {
      while (peer.readRequest()) {
        peer.send(answer);
      }
    };
  }

  static String ok() {
    return "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  }

  /** A small receive buffer, so that what is not read does not vanish in the kernel. */
  private static ServerSocket bind(ServerSocket listener) throws IOException {
    listener.setReceiveBufferSize(8 * 1024);
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return listener;
  }

  public int port() {
    return listener.getLocalPort();
  }

  int connectionCount() {
    return peers.size();
  }

  /** Of those whose script has not ended. */
  long openConnections() {
    return peers.stream().filter(peer -> !peer.socket.isClosed()).count();
  }

  /** What was received, a text a connection, in the order they came. */
  public List<String> received() {
    return peers.stream().map(Peer::received).toList();
  }

  private void accept() {
    try {
      while (true) {
        Peer peer = new Peer(listener.accept(), closing);
        peers.add(peer);
        daemon(() -> serve(peer));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Peer peer) {
    try {
      try {
        script.run(peer);
      } finally {
        peer.socket.close();
      }
    } catch (IOException | InterruptedException gone) {
      // What becomes of the connection is for the client to tell.
    }
  }

  @Override
  public void close() throws IOException {
    closing.countDown();
    listener.close();
    for (Peer peer : peers) {
      peer.socket.close();
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "raw-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** A connection, from the server's side. */
  public static final class Peer {
    private final Socket socket;
    private final CountDownLatch closing;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    private Peer(Socket socket, CountDownLatch closing) {
      this.socket = socket;
      this.closing = closing;
    }

    Socket socket() {
      return socket;
    }

    synchronized String received() {
      return received.toString(ISO_8859_1);
    }

    /** False where the client has closed the connection instead. */
    public boolean readRequest() throws IOException {
      String head = readHead();
      for (int left = contentLength(head); left > 0; left--) {
        read();
      }
      return !head.isEmpty();
    }

    /** Empty where the client has closed the connection instead. */
    String readHead() throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
        int next = read();
        if (next < 0) {
          return "";
        }
        head.append((char) next);
      }
      return head.toString();
    }

    private int read() throws IOException {
      int next = socket.getInputStream().read();
      synchronized (this) {
        if (next >= 0) {
          received.write(next);
        }
      }
      return next;
    }

    private static int contentLength(String head) {
      for (String line : head.split("\r\n", -1)) {
        if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
          return Integer.parseInt(line.substring(15).strip());
        }
      }
      return 0;
    }

    public void send(String text) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(text.getBytes(ISO_8859_1));
      out.flush();
    }

    /** Sends the text again and again, until the client has had enough. */
    void sendForEver(String text) throws IOException {
      byte[] bytes = text.getBytes(ISO_8859_1);
      OutputStream out = socket.getOutputStream();
      while (closing.getCount() > 0) {
        out.write(bytes);
      }
    }

    /** Sends the text again and again, with a pause well below every limit in between. */
    void drip(String text) throws IOException, InterruptedException {
      do {
        send(text);
      } while (!pause());
    }

    /** Waits a little; true where the test is over. */
    boolean pause() throws InterruptedException {
      return closing.await(20, TimeUnit.MILLISECONDS);
    }

    /** Does nothing until the test is over. */
    void hang() throws InterruptedException {
      closing.await();
    }

    /** Closes with an RST instead of a FIN. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /** Passes on what the other side sends, both ways, until one of them closes. */
    void tunnelTo(int port) throws IOException {
      try (Socket target = new Socket(InetAddress.getLoopbackAddress(), port)) {
        daemon(() -> copy(target, socket));
        copy(socket, target);
      }
    }

    private static void copy(Socket from, Socket to) {
      try (InputStream in = from.getInputStream()) {
        in.transferTo(to.getOutputStream());
      } catch (IOException closed) {
        // The other end sees it by itself.
      }
    }
  }
}
