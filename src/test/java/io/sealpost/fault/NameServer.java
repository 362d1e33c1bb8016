package io.sealpost.fault;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A name service for one name: every question is for it. On port 53 of a network of our own, since
 * {@code /etc/resolv.conf} knows no other port. Source of the format: RFC 1035 §4.
 */
final class NameServer implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(NameServer.class);
  private static final int PORT = 53;
  private static final int MAX_BYTES = 512;
  private static final int HEADER_BYTES = 12;
  private static final short TYPE_A = 1;
  private static final short NO_ERROR = (short) 0x8180;
  private static final short SERVER_FAILURE = (short) 0x8182;

  private final DatagramSocket socket;
  private volatile Answer answer;

  /** What becomes of a question. */
  private sealed interface Answer {
    record Address(String address) implements Answer {}

    record Failure() implements Answer {}

    record Silence() implements Answer {}
  }

  private NameServer(DatagramSocket socket, String address) {
    this.socket = socket;
    this.answer = new Answer.Address(address);
  }

  static NameServer start(String address) throws IOException {
    NameServer server =
        new NameServer(new DatagramSocket(PORT, InetAddress.getLoopbackAddress()), address);
    Thread thread = new Thread(server::serve, "name-server");
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  /** The name has that address, and no other. */
  void resolveTo(String address) {
    answer = new Answer.Address(address);
  }

  /** Every question is answered with SERVFAIL. */
  void fail() {
    answer = new Answer.Failure();
  }

  /** No question is answered. */
  void hang() {
    answer = new Answer.Silence();
  }

  @Override
  public void close() {
    socket.close();
  }

  private void serve() {
    DatagramPacket packet = new DatagramPacket(new byte[MAX_BYTES], MAX_BYTES);
    try {
      while (true) {
        packet.setLength(MAX_BYTES);
        socket.receive(packet);
        byte[] reply = reply(Arrays.copyOf(packet.getData(), packet.getLength()));
        if (reply.length > 0) {
          socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
        }
      }
    } catch (IOException e) {
      if (!socket.isClosed()) {
        LOG.error("The name service serves no more", e);
      }
    }
  }

  private byte[] reply(byte[] question) throws IOException {
    Answer now = answer;
    int end = endOfQuestion(question);
    boolean asked = ByteBuffer.wrap(question).getShort(end - 4) == TYPE_A;
    ByteBuffer reply = ByteBuffer.allocate(MAX_BYTES).put(question, 0, end);
    reply.putShort(2, now instanceof Answer.Failure ? SERVER_FAILURE : NO_ERROR);
    reply.putShort(6, (short) 0).putShort(8, (short) 0).putShort(10, (short) 0);
    if (now instanceof Answer.Silence) {
      return new byte[0];
    }
    if (now instanceof Answer.Address one && asked) {
      byte[] address = InetAddress.getByName(one.address()).getAddress();
      reply.putShort(6, (short) 1);
      // The name of the question; A, IN, valid for no time.
      reply.putShort((short) (0xc000 | HEADER_BYTES)).putShort(TYPE_A).putShort((short) 1);
      reply.putInt(0).putShort((short) address.length).put(address);
    }
    return Arrays.copyOf(reply.array(), reply.position());
  }

  /** Behind the header and the labels of the name come type and class. */
  private static int endOfQuestion(byte[] question) {
    int at = HEADER_BYTES;
    while (question[at] != 0) {
      at += 1 + question[at];
    }
    return at + 5;
  }
}
