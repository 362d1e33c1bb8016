package io.sealpost.cli;

import io.sealpost.receiver.Answer;
import io.sealpost.receiver.ReceivedRequest;
import io.sealpost.receiver.SelfSignedCertificate;
import io.sealpost.receiver.TlsReceiver;
import io.sealpost.signature.Secret;
import io.sealpost.signature.SignatureScheme;
import io.sealpost.signature.Verification;
import io.sealpost.signature.Verifier;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The endpoint of the demo: {@code /welcome} answers 200, {@code /flaky} 503 twice before, {@code
 * /strict} 400 until it is mended. Thread-safe.
 */
final class DemoReceiver implements AutoCloseable {
  static final List<String> ACTIVATIONS = List.of("welcome", "flaky", "strict");

  /** 1 at once, 3 with two retries, 1 dead. */
  static final int REQUESTS_BEFORE_REPLAY = 5;

  /** No secret at all: it is here, and nothing but this receiver trusts it. */
  static final Secret SIGNING_SECRET = Secret.of("a-secret-everybody-knows");

  private static final int FLAKY_FAILURES = 2;
  private static final long PAUSE_MILLIS = 50;
  private static final long PATIENCE_SECONDS = 60;

  private final SignatureScheme scheme = SignatureScheme.preset("td");
  private final Verifier verifier = scheme.verifier(List.of(SIGNING_SECRET), null);
  private final RequestPrinter printer;
  private final SelfSignedCertificate certificate;
  private final ResultTable attempts =
      new ResultTable("deliveryId", "activation", "attempt", "status", "signature");
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition received = lock.newCondition();
  private TlsReceiver receiver;
  private int requests;
  private int flakyFailures;
  private boolean mended;

  private DemoReceiver(RequestPrinter printer, SelfSignedCertificate certificate) {
    this.printer = printer;
    this.certificate = certificate;
  }

  static DemoReceiver start(RequestPrinter printer) throws IOException {
    Clock clock = Clock.systemUTC();
    DemoReceiver demo = new DemoReceiver(printer, SelfSignedCertificate.forLoopback(clock));
    demo.receiver = TlsReceiver.start(0, demo.certificate, clock, demo::answer);
    return demo;
  }

  SelfSignedCertificate certificate() {
    return certificate;
  }

  String origin() {
    return receiver.origin();
  }

  /** From now on {@code /strict} answers 200. */
  void mend() {
    lock.lock();
    try {
      mended = true;
    } finally {
      lock.unlock();
    }
  }

  /** A row a request. */
  ResultTable attempts() {
    return attempts;
  }

  void awaitRequests(int number) throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (requests < number) {
        if (left <= 0) {
          throw CommandException.notSo(
              "Only " + requests + " of " + number + " requests came; the log says why.");
        }
        left = received.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  void pause() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
  }

  private Answer answer(ReceivedRequest request) {
    Verification verification = verifier.verify(request.signatureInput(origin()), request.at());
    lock.lock();
    try {
      // Paths are /<activation>/<user>.
      String activation = request.path().substring(1, request.path().indexOf('/', 1));
      int status = status(activation);
      attempts.add(
          request.header("Sealpost-Delivery-Id").orElse(null),
          activation,
          request.header("X-Attempt").orElse(null),
          status,
          verification.isAccepted() ? "valid" : "not valid");
      printer.print(request, new RequestPrinter.Checked(scheme, verification), status);
      requests++;
      received.signalAll();
      return Answer.of(verification.isAccepted() ? status : 401);
    } finally {
      lock.unlock();
    }
  }

  private int status(String activation) {
    if (activation.equals("flaky") && flakyFailures < FLAKY_FAILURES) {
      flakyFailures++;
      return 503;
    }
    return activation.equals("strict") && !mended ? 400 : 200;
  }

  @Override
  public void close() {
    receiver.close();
  }
}
