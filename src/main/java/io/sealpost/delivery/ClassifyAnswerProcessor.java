package io.sealpost.delivery;

import io.sealpost.activation.RetryPolicy;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Step {@code classify}: what an answer means, handed to the owner of the transaction. */
public final class ClassifyAnswerProcessor implements Processor {
  private final OutcomeClassifier classifier;
  private final Settling settling;

  ClassifyAnswerProcessor(OutcomeClassifier classifier, Settling settling) {
    this.classifier = classifier;
    this.settling = settling;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    Answer answer =
        DeliveryExchange.require(exchange, DeliveryExchange.ANSWER, Answer.class, "call");
    Attempt attempt =
        DeliveryExchange.require(exchange, DeliveryExchange.ATTEMPT, Attempt.class, "place");
    int number = attempt.message().attempt();
    RetryPolicy policy = attempt.activation().retry();
    settling.settle(exchange, classifier.classify(answer, number, policy), answer.trace());
  }
}
