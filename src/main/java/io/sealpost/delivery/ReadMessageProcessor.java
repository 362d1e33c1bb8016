package io.sealpost.delivery;

import io.sealpost.activation.Activation;
import io.sealpost.activation.ActivationMessage;
import io.sealpost.activation.MessageReader;
import io.sealpost.broker.IncomingMessage;
import io.sealpost.broker.JmsMessages;
import io.sealpost.broker.MessageRefusedException;
import io.sealpost.configuration.Configuration;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Step {@code read}: takes what counts from the message into a {@link Delivery} and drops the rest,
 * so that nothing else in a message can reach the request. Reads a JMS message, or an {@link
 * ActivationMessage} where one is tried without a broker.
 */
public final class ReadMessageProcessor implements Processor {
  private final Supplier<Configuration> configuration;
  private final EndOfRoute end;

  ReadMessageProcessor(Supplier<Configuration> configuration, Settling settling) {
    this.configuration = configuration;
    end = new EndOfRoute(settling);
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    String name =
        DeliveryExchange.require(exchange, DeliveryExchange.ACTIVATION, String.class, "activation");
    exchange.getExchangeExtension().addOnCompletion(end);
    Object body = exchange.getMessage().getBody();
    exchange.getMessage().removeHeaders("*");
    exchange.getMessage().setBody(null);
    Configuration current = configuration.get();
    Activation activation =
        current.activation(name).orElseThrow(() -> new ActivationRemovedException(name));
    exchange.setProperty(DeliveryExchange.REDACTION, activation.redaction());
    ActivationMessage message =
        body instanceof ActivationMessage tried
            ? tried(exchange, name, tried)
            : read(exchange, name, (Message) body);
    exchange.setProperty(
        DeliveryExchange.REQUEST, new Delivery(activation, message, current.secrets()));
  }

  private static ActivationMessage tried(
      Exchange exchange, String activation, ActivationMessage message) {
    receive(exchange, Received.of(activation, message));
    return message;
  }

  private static ActivationMessage read(Exchange exchange, String activation, Message message)
      throws JMSException, MessageRefusedException {
    IncomingMessage incoming = JmsMessages.properties(message);
    // Before anything is refused: what is refused still has to be settled.
    receive(exchange, Received.of(activation, incoming));
    return MessageReader.read(
        incoming, JmsMessages.body(message, MessageReader.MAX_BYTES), activation);
  }

  private static void receive(Exchange exchange, Received received) {
    exchange.setProperty(DeliveryExchange.RECEIVED, received);
    DeliveryLogContext.begin(received);
  }
}
