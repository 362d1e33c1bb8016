package io.sealpost.broker;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A process of its own, to be killed: forwards messages, up to the one with the text {@code last},
 * in whose handling it stands still.
 */
final class KilledConsumer {
  static final String STANDS_STILL = "stands still";

  private KilledConsumer() {}

  public static void main(String[] arguments) throws Exception {
    Handover handover = new Handover();
    CamelContext camel = new DefaultCamelContext();
    BrokerConnections connections = BrokerConnections.to(arguments[0], TestBroker.CREDENTIALS);
    camel.addComponent("jms", SealpostJms.component(connections.factory()));
    camel.getRegistry().bind("transactions", new TransactedListenerContainerFactory(handover, 100));
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("jms:sealpost.source?messageListenerContainerFactory=#transactions")
                .process(
                    exchange -> {
                      handover.settle(Settlement.forward(Forward.to("sealpost.onward", Map.of())));
                      jakarta.jms.Message message =
                          exchange.getMessage().getBody(jakarta.jms.Message.class);
                      if (message.getBody(String.class).equals("last")) {
                        System.out.println(STANDS_STILL);
                        new CountDownLatch(1).await();
                      }
                    });
          }
        });
    camel.start();
    new CountDownLatch(1).await();
  }
}
