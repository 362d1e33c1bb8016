package io.sealpost.delivery;

import io.sealpost.activation.Activation;
import io.sealpost.activation.ActivationMessage;
import io.sealpost.attemptlog.AttemptJson;
import io.sealpost.attemptlog.AttemptRecord;
import io.sealpost.broker.Settlement;
import io.sealpost.configuration.Configuration;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;

/** One attempt over the real routes, without a broker: what comes of it is only told. */
public final class TrialDelivery {
  private static final String FROM = "direct:trial";

  private TrialDelivery() {}

  /**
   * What came of it.
   *
   * @param outcome {@code delivered}, {@code retry} or {@code dead}
   * @param code why not delivered, in kebab case; empty where it was
   * @param text the same for people; empty where it was
   * @param status of the answer, null without one
   * @param body of the answer, its first 64 KB; empty without one
   * @param attempt what the attempt log would have of it, secrets masked
   */
  public record Result(
      String outcome,
      String code,
      String text,
      @Nullable Integer status,
      byte[] body,
      AttemptRecord attempt) {}

  /**
   * Sends one request.
   *
   * @param routes the folder with {@code deliver-webhook.camel.yaml} and {@code
   *     error-policy.camel.yaml}
   * @throws Exception where the routes do not start
   */
  public static Result run(
      Configuration configuration, Activation activation, ActivationMessage message, Path routes)
      throws Exception {
    CamelContext context = new DefaultCamelContext();
    // Else each shows its routes and endpoints there while it lasts.
    context.disableJMX();
    AtomicReference<Settlement> settled = new AtomicReference<>();
    try {
      DeliverySteps.bindTest(
          context.getRegistry(),
          configuration,
          settlement -> settled.compareAndSet(null, settlement));
      context.build();
      load(context, routes.resolve("error-policy.camel.yaml"));
      load(context, routes.resolve("deliver-webhook.camel.yaml"));
      new DeliveryRoutes(context).add(activation, FROM);
      context.start();
      try (ProducerTemplate template = context.createProducerTemplate()) {
        return result(
            template.send(FROM, exchange -> exchange.getMessage().setBody(message)), settled.get());
      }
    } finally {
      DeliveryLogContext.end();
      context.stop();
    }
  }

  private static void load(CamelContext context, Path file) throws Exception {
    RoutesLoader loader = PluginHelper.getRoutesLoader(context);
    loader.loadRoutes(
        ResourceHelper.resolveMandatoryResource(context, "file:" + file.toAbsolutePath()));
  }

  private static Result result(Exchange exchange, @Nullable Settlement settled) {
    Outcome outcome = exchange.getProperty(DeliveryExchange.OUTCOME, Outcome.class);
    if (outcome == null || settled == null) {
      throw new IllegalStateException(
          "The route ended without an outcome", exchange.getException());
    }
    Answer answer = exchange.getProperty(DeliveryExchange.ANSWER, Answer.class);
    byte[] body = answer == null ? new byte[0] : answer.body();
    AttemptRecord attempt = AttemptJson.read(settled.lines().get(0).text());
    if (outcome instanceof Outcome.Retry retry) {
      return new Result("retry", retry.code(), retry.text(), retry.status(), body, attempt);
    }
    if (outcome instanceof Outcome.Dead dead) {
      return new Result("dead", dead.code(), dead.text(), dead.status(), body, attempt);
    }
    return new Result("delivered", "", "", ((Outcome.Delivered) outcome).status(), body, attempt);
  }
}
