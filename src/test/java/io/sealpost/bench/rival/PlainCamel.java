package io.sealpost.bench.rival;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.CountDownLatch;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/** camel-jms, transacted; a processor with HMAC; camel-http. */
public final class PlainCamel {
  private PlainCamel() {}

  public static void main(String[] arguments) throws Exception {
    Task task = Task.given();
    DefaultCamelContext context = new DefaultCamelContext();
    context.addComponent("jms", jms(task));
    context.addComponent("http", http(task));
    context.addRoutes(routes(task));
    context.start();
    new CountDownLatch(1).await();
  }

  private static RouteBuilder routes(Task task) {
    BodySignature signature = new BodySignature(task.secret());
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("jms:queue:" + task.queue())
            .process(
                exchange -> {
                  var message = exchange.getMessage();
                  byte[] body = message.getBody(String.class).getBytes(UTF_8);
                  message.setBody(body);
                  message.setHeader(BodySignature.HEADER, signature.of(body));
                  message.setHeader("X-Event-Id", message.getHeader("eventId"));
                  message.setHeader("Content-Type", "application/json");
                })
            .removeHeaders("*", BodySignature.HEADER, "X-Event-Id", "Content-Type")
            .to(task.url() + "?httpMethod=POST");
      }
    };
  }

  private static JmsComponent jms(Task task) {
    JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
    pool.setConnectionFactory(
        new ActiveMQConnectionFactory(task.brokerUrl(), task.userName(), task.password()));
    pool.setMaxSessionsPerConnection(-1);
    JmsComponent jms = JmsComponent.jmsComponent(pool);
    jms.setTransacted(true);
    jms.setLazyCreateTransactionManager(false);
    jms.setCacheLevelName("CACHE_CONSUMER");
    jms.setConcurrentConsumers(task.inFlight());
    return jms;
  }

  private static HttpComponent http(Task task) {
    HttpComponent http = new HttpComponent();
    http.setMaxTotalConnections(task.inFlight());
    http.setConnectionsPerRoute(task.inFlight());
    return http;
  }
}
