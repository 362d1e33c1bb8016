package com.example.orders;

import org.apache.camel.builder.RouteBuilder;

/**
 * An integrator's own route: of all orders on a topic, the paid ones trigger the activation {@code
 * order-paid}. Registered with {@code
 * camel.main.routesBuilderClasses=com.example.orders.PaidOrdersRoute}.
 */
public final class PaidOrdersRoute extends RouteBuilder {
  @Override
  public void configure() {
    // Durable: orders published while Sealpost is down wait. Shared: no client id is needed.
    from("jms:topic:orders?subscriptionDurable=true&subscriptionShared=true"
            + "&subscriptionName=sealpost-paid-orders")
        .routeId("activate-paid-orders")
        .description("Triggers order-paid for every paid order.")
        .setProperty("status")
        .language("sealpost", "\\{{status\\}}")
        .filter(exchangeProperty("status").isEqualTo("paid"))
        .setProperty("orderId")
        .language("sealpost", "\\{{order_id\\}}")
        .removeHeaders("*")
        .setHeader("activation", constant("order-paid"))
        .setHeader("eventId", exchangeProperty("orderId"))
        .to("jms:queue:sealpost.activations");
  }
}
