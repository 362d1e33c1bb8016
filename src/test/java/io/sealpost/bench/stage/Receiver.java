package io.sealpost.bench.stage;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sealpost.FreePort;
import io.sealpost.delivery.TestCertificates;
import io.sealpost.fault.ChildProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The one receiver of all turns, in a process of its own. */
public final class Receiver implements AutoCloseable {
  /** Of every signature. Receivers and rivals get it by their environment. */
  static final String SECRET = "0123456789abcdef0123456789abcdef";

  private static final JsonMapper JSON = new JsonMapper();

  private final int port = FreePort.next();
  private final int tlsPort = FreePort.next();
  private final Path authority;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ChildProcess process;

  private Receiver(Path folder) throws IOException {
    TestCertificates certificates = new TestCertificates();
    TestCertificates.Identity identity = certificates.issue("localhost");
    Path certificate = folder.resolve("receiver.pem");
    Path key = folder.resolve("receiver.key");
    authority = folder.resolve("authority.pem");
    Files.writeString(certificate, TestCertificates.pem(identity.certificate()));
    Files.writeString(key, TestCertificates.pem(identity.keys().getPrivate()));
    Files.writeString(authority, TestCertificates.pem(certificates.authority()));
    process =
        new ChildProcess(
            folder.resolve("receiver.log"),
            Map.of(ReceiverMain.SECRET, SECRET),
            ChildProcess.java(
                ReceiverMain.class,
                List.of("-Xmx512m"),
                List.of(
                    Integer.toString(port),
                    Integer.toString(tlsPort),
                    certificate.toString(),
                    key.toString())),
            ReceiverMain.LISTENS);
  }

  public static Receiver start(Path folder) throws IOException {
    Files.createDirectories(folder);
    Receiver receiver = new Receiver(folder.toAbsolutePath());
    receiver.process.start();
    receiver.process.awaitUp();
    return receiver;
  }

  /** Without a slash at the end. */
  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** The same over TLS. */
  String tlsUrl() {
    return "https://localhost:" + tlsPort;
  }

  ChildProcess process() {
    return process;
  }

  /** A PEM file with the certificate to trust for it. */
  Path authority() {
    return authority;
  }

  /**
   * Begins to count anew.
   *
   * @param messages that may come have numbers below
   */
  void reset(Answers answers, int messages) throws IOException, InterruptedException {
    byte[] body = JSON.writeValueAsBytes(answers);
    ask("reset", messages, HttpRequest.BodyPublishers.ofByteArray(body));
  }

  Tally tally() throws IOException, InterruptedException {
    return JSON.readValue(ask("tally", 0, HttpRequest.BodyPublishers.noBody()), Tally.class);
  }

  /** When each message below that number first came, in microseconds; 0 where it has not. */
  long[] arrivals(int messages) throws IOException, InterruptedException {
    byte[] bytes = ask("arrivals", messages, HttpRequest.BodyPublishers.noBody());
    long[] arrivals = new long[bytes.length / Long.BYTES];
    ByteBuffer.wrap(bytes).asLongBuffer().get(arrivals);
    return arrivals;
  }

  private byte[] ask(String what, int messages, HttpRequest.BodyPublisher body)
      throws IOException, InterruptedException {
    URI uri = URI.create(url() + WebhookHandler.CONTROL + what + "?messages=" + messages);
    return client
        .send(
            HttpRequest.newBuilder(uri).POST(body).build(), HttpResponse.BodyHandlers.ofByteArray())
        .body();
  }

  @Override
  public void close() {
    process.end();
  }
}
