package com.example.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealpost.SealpostFixture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the README, in a Sealpost that knows it by its class name alone. */
class PaidOrdersRouteTest {
  @TempDir Path folder;
  private SealpostFixture sealpost;

  @AfterEach
  void close() {
    sealpost.close();
  }

  @Test
  void ofAllOrdersOnTheTopicThePaidOnesAreDelivered() throws Exception {
    sealpost = new SealpostFixture(folder);
    sealpost
        .setting("camel.main.routesBuilderClasses", PaidOrdersRoute.class.getName())
        .file(
            "activations/order-paid",
            """
            activation: order-paid
            connection: acme
            url: %s/orders/{{order_id}}
            customHeaders: {X-Event-Id: "{{meta.event_id}}"}
            requestBody: {amount: "{{amount}}"}
            """
                .formatted(sealpost.origin()))
        .start();

    publish("{\"order_id\":\"o-1\",\"status\":\"paid\",\"amount\":1.50}");
    publish("{\"order_id\":\"o-2\",\"status\":\"open\",\"amount\":2}");
    publish("{\"order_id\":\"o-3\",\"status\":\"paid\",\"amount\":3}");

    await().atMost(Duration.ofSeconds(30)).until(() -> sealpost.requests().size() == 2);
    assertThat(sealpost.requests())
        .extracting(request -> request.target() + " " + request.header("X-Event-Id").orElseThrow())
        .containsExactlyInAnyOrder("/orders/o-1 o-1", "/orders/o-3 o-3");
    assertThat(sealpost.requestsTo("/orders/o-1"))
        .extracting(request -> new String(request.body(), StandardCharsets.UTF_8))
        .isEqualTo(List.of("{\"amount\":1.50}"));
    assertThat(sealpost.browse("sealpost.dead")).isEmpty();
  }

  private void publish(String order) throws Exception {
    sealpost.jms(context -> context.createProducer().send(context.createTopic("orders"), order));
  }
}
