package io.sealpost.delivery;

import io.sealpost.broker.MessageRefusedException;
import io.sealpost.connection.UrlRefusedException;
import io.sealpost.expression.RenderException;
import io.sealpost.signature.UnsignableRequestException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles what failed before an answer was classified. Once an endpoint has answered, its answer
 * decides, whatever failed after it. What stopped because this instance stops, or has no memory, is
 * not settled: it is rolled back to its queue and costs no attempt.
 */
public final class ClassifyFailureProcessor implements Processor {
  private static final Logger LOG = LoggerFactory.getLogger(ClassifyFailureProcessor.class);
  private static final String INTERNAL_ERROR = "internal-error";

  private final Settling settling;

  ClassifyFailureProcessor(Settling settling) {
    this.settling = settling;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    Answer answer = exchange.getProperty(DeliveryExchange.ANSWER, Answer.class);
    if (answer != null) {
      LOG.error("A step behind the call failed; the answer decides", FailureTrace.of(failure));
      settling.answered(exchange, answer);
    } else if (staysInItsQueue(failure)) {
      throw failure;
    } else if (failure instanceof CallFailedException call) {
      settling.failed(exchange, call);
    } else {
      if (code(failure).equals(INTERNAL_ERROR)) {
        LOG.error("A delivery failed in a way it should not", FailureTrace.of(failure));
      }
      settling.dead(exchange, code(failure), text(failure));
    }
  }

  private static boolean staysInItsQueue(Exception failure) {
    return failure instanceof InterruptedException
        || failure instanceof ActivationRemovedException
        // Camel wraps an Error. For this one the message can do nothing.
        || failure.getCause() instanceof OutOfMemoryError
        || (failure instanceof CallFailedException call
            && call.failure() == CallFailure.CALL_STOPPED);
  }

  private static String code(Exception failure) {
    if (failure instanceof MessageRefusedException refused) {
      return refused.code();
    }
    if (failure instanceof RenderException render) {
      return render.code();
    }
    if (failure instanceof UrlRefusedException) {
      return "url-refused";
    }
    if (failure instanceof UnsignableRequestException) {
      return "unsignable";
    }
    return failure instanceof RouteIncompleteException
        ? RouteIncompleteException.CODE
        : INTERNAL_ERROR;
  }

  /** Of a failure that is not ours only the type: its text may quote a message or a secret. */
  private static String text(Exception failure) {
    return code(failure).equals(INTERNAL_ERROR)
        ? failure.getClass().getName() + "; see the log at the time of this message"
        : String.valueOf(failure.getMessage());
  }
}
