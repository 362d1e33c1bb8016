package io.sealpost.console;

import io.sealpost.attemptlog.AttemptLogException;
import io.vertx.ext.web.RoutingContext;
import jakarta.jms.JMSException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a request is answered with that could not be answered as asked. */
final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private Problems() {}

  /** By what failed. What is our own fault is logged, and tells the client nothing. */
  static ApiAnswer of(RoutingContext context) {
    String path = context.normalizedPath();
    Throwable failure = context.failure();
    if (failure instanceof RefusedException refusal) {
      ApiAnswer answer = ApiAnswer.problem(refusal, path);
      return refusal.status() == 401 ? answer.header("WWW-Authenticate", "Bearer") : answer;
    }
    if (failure instanceof JMSException) {
      return problem(
          503,
          "broker-unavailable",
          "The broker does not answer or refuses: " + failure.getMessage(),
          path);
    }
    if (failure instanceof AttemptLogException) {
      // The audit comes before a change.
      String unchanged =
          context.request().method().toString().equals("POST") ? ". Nothing changed" : "";
      return problem(503, "database-unavailable", failure.getMessage() + unchanged, path);
    }
    if (context.statusCode() == 400) {
      String what = context.request().authority() == null ? "Host header" : "path or query";
      return problem(400, "bad-request", "The request's " + what + " cannot be decoded", path);
    }
    LOG.error("A request to the management API failed", failure);
    return problem(500, "internal-error", "This should not happen: the log says more", path);
  }

  static ApiAnswer noSuchPath(RoutingContext context) {
    return problem(
        404, "not-found", "There is no such path: see /openapi.yaml", context.normalizedPath());
  }

  static ApiAnswer wrongMethod(RoutingContext context, Contract contract) {
    String path = context.normalizedPath();
    String allowed = String.join(", ", contract.methods(path));
    return problem(
            405,
            "wrong-method",
            "This path does not take " + context.request().method() + ", but " + allowed,
            path)
        .header("Allow", allowed);
  }

  /** What did not even parse. */
  static ApiAnswer noRequest(int status, String detail) {
    return problem(status, status == 400 ? "bad-request" : "request-too-long", detail, "");
  }

  private static ApiAnswer problem(int status, String code, String detail, String path) {
    return ApiAnswer.problem(new RefusedException(status, code, detail, null), path);
  }
}
