package io.sealpost.delivery;

import io.sealpost.connection.AddressRefusedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;

/** Names what the HTTP client throws, by the phase it is thrown in. */
final class CallFailures {
  private CallFailures() {}

  /**
   * Names a failed call. A fault of our own has no name: it is thrown on as it is.
   *
   * @param stopping whether the client is being closed
   */
  static CallFailedException name(Exception thrown, Call call, boolean stopping) {
    if (stopping || Thread.currentThread().isInterrupted()) {
      return new CallFailedException(CallFailure.CALL_STOPPED, null, thrown);
    }
    return switch (call.phase()) {
      case PLACE, OVER -> throw fault(thrown);
      case CONNECT -> whileConnecting(thrown, call);
      case WRITE ->
          new CallFailedException(
              call.isExpired() ? CallFailure.WRITE_TIMEOUT : broken(thrown), null, thrown);
      case READ -> new CallFailedException(whileReading(thrown, call), null, thrown);
    };
  }

  /** A proxy that answers CONNECT with anything but 200 answers in the endpoint's place. */
  static CallFailedException proxyRefused(Call call) {
    return new CallFailedException(
        CallFailure.PROXY_REFUSED, "it answered " + call.proxyStatus(), null);
  }

  private static CallFailedException whileConnecting(Exception thrown, Call call) {
    CallFailure failure = connectFailure(thrown, call);
    // What a proxy sends is as little to be repeated as what an endpoint sends.
    String detail = failure == CallFailure.PROXY_REFUSED ? null : text(thrown);
    return new CallFailedException(failure, detail, thrown);
  }

  /** That a certificate is out of date is said by the innermost cause alone. */
  private static @Nullable String text(Exception thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof CertificateExpiredException
            || cause instanceof CertificateNotYetValidException
        ? thrown.getMessage() + ": " + cause.getMessage()
        : thrown.getMessage();
  }

  private static CallFailure connectFailure(Exception thrown, Call call) {
    if (call.isExpired() || thrown instanceof SocketTimeoutException) {
      return CallFailure.CONNECT_TIMEOUT;
    }
    if (thrown instanceof AddressRefusedException) {
      return CallFailure.ADDRESS_REFUSED;
    }
    if (thrown instanceof UnknownHostException) {
      return CallFailure.DNS_FAILED;
    }
    if (!(thrown instanceof IOException)) {
      throw fault(thrown);
    }
    return switch (call.step()) {
      case ADDRESS ->
          thrown instanceof ConnectException
              ? CallFailure.CONNECT_REFUSED
              : CallFailure.UNREACHABLE;
      case PROXY -> CallFailure.PROXY_REFUSED;
      case TLS -> CallFailure.TLS_FAILED;
    };
  }

  private static CallFailure whileReading(Exception thrown, Call call) {
    if (call.isExpired() || thrown instanceof SocketTimeoutException) {
      return CallFailure.READ_TIMEOUT;
    }
    if (call.writeFailure() != null) {
      thrown.addSuppressed(call.writeFailure());
      return CallFailure.CONNECTION_RESET;
    }
    if (thrown instanceof NoHttpResponseException || thrown instanceof ConnectionClosedException) {
      return CallFailure.NO_ANSWER;
    }
    if (thrown instanceof SSLException || thrown instanceof SocketException) {
      return broken(thrown);
    }
    return CallFailure.UNREADABLE_ANSWER;
  }

  /** A TLS 1.3 endpoint refuses a client certificate only after the handshake, by an alert. */
  private static CallFailure broken(Exception thrown) {
    return thrown instanceof SSLException && !(thrown.getCause() instanceof SocketException)
        ? CallFailure.TLS_FAILED
        : CallFailure.CONNECTION_RESET;
  }

  private static RuntimeException fault(Exception thrown) {
    return thrown instanceof RuntimeException fault ? fault : new IllegalStateException(thrown);
  }
}
