package io.sealpost.console;

import io.sealpost.attemptlog.AttemptLogException;
import jakarta.jms.JMSException;

/** Does what an operation of the contract offers. May block. */
@FunctionalInterface
interface Resource {
  /**
   * Answers.
   *
   * @throws RefusedException for what the contract's schemas cannot say
   */
  ApiAnswer answer(ApiRequest request) throws JMSException, AttemptLogException;
}
