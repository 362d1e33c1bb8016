package io.sealpost.fault;

import io.sealpost.broker.Queues;
import java.util.concurrent.CountDownLatch;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A process of its own, to be killed: takes messages as camel-jms does by default, or in
 * transactions, and posts them. What must be told to lose messages, and what must not.
 */
final class LossyRelay {
  static final String RUNS = "the relay runs";

  private LossyRelay() {}

  /**
   * Runs until it is killed.
   *
   * @param arguments the broker's URL, its user and password, the receiver's URL, and options of
   *     the JMS endpoint
   */
  public static void main(String[] arguments) throws Exception {
    CamelContext camel = new DefaultCamelContext();
    camel.addComponent(
        "jms",
        JmsComponent.jmsComponent(
            new ActiveMQConnectionFactory(arguments[0], arguments[1], arguments[2])));
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("jms:" + Queues.ACTIVATIONS + "?concurrentConsumers=4" + arguments[4])
                .process(
                    exchange -> {
                      String id = exchange.getMessage().getHeader("eventId", String.class);
                      byte[] body = exchange.getMessage().getBody(byte[].class);
                      exchange.getMessage().removeHeaders("*");
                      exchange.getMessage().setHeader(Post.MESSAGE_HEADER, id);
                      exchange.getMessage().setHeader(Post.ATTEMPT_HEADER, "1");
                      exchange.getMessage().setHeader(Exchange.HTTP_METHOD, "POST");
                      exchange.getMessage().setBody(body);
                    })
                .to(arguments[3]);
          }
        });
    camel.start();
    System.out.println(RUNS);
    new CountDownLatch(1).await();
  }
}
