package io.sealpost.bench.rival;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.CountDownLatch;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.integration.config.EnableIntegration;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.integration.http.dsl.Http;
import org.springframework.integration.jms.dsl.Jms;
import org.springframework.integration.support.MessageBuilder;
import org.springframework.jms.listener.DefaultMessageListenerContainer;
import org.springframework.messaging.Message;
import org.springframework.web.client.RestTemplate;

/** A JMS message-driven channel adapter, transacted; HMAC; an HTTP outbound channel adapter. */
@Configuration
@EnableIntegration
public class SpringIntegration {
  private final Task task = Task.given();
  private final BodySignature signature = new BodySignature(task.secret());

  public static void main(String[] arguments) throws InterruptedException {
    try (var context = new AnnotationConfigApplicationContext(SpringIntegration.class)) {
      context.registerShutdownHook();
      new CountDownLatch(1).await();
    }
  }

  @Bean
  IntegrationFlow deliver() {
    return IntegrationFlow.from(Jms.messageDrivenChannelAdapter(consumers()))
        .transform(Message.class, message -> sign(message))
        .handle(
            Http.outboundChannelAdapter(task.url(), client())
                .httpMethod(HttpMethod.POST)
                .mappedRequestHeaders(BodySignature.HEADER, "X-Event-Id", "Content-Type"))
        .get();
  }

  private Message<byte[]> sign(Message<?> message) {
    byte[] body = ((String) message.getPayload()).getBytes(UTF_8);
    return MessageBuilder.withPayload(body)
        .setHeader(BodySignature.HEADER, signature.of(body))
        .setHeader("X-Event-Id", message.getHeaders().get("eventId"))
        .setHeader("Content-Type", "application/json")
        .build();
  }

  private DefaultMessageListenerContainer consumers() {
    DefaultMessageListenerContainer consumers = new DefaultMessageListenerContainer();
    consumers.setConnectionFactory(
        new ActiveMQConnectionFactory(task.brokerUrl(), task.userName(), task.password()));
    consumers.setDestinationName(task.queue());
    consumers.setSessionTransacted(true);
    consumers.setCacheLevel(DefaultMessageListenerContainer.CACHE_CONSUMER);
    consumers.setConcurrentConsumers(task.inFlight());
    return consumers;
  }

  private RestTemplate client() {
    return new RestTemplate(
        new HttpComponentsClientHttpRequestFactory(
            HttpClients.custom()
                .setConnectionManager(
                    PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(task.inFlight())
                        .setMaxConnPerRoute(task.inFlight())
                        .build())
                .build()));
  }
}
