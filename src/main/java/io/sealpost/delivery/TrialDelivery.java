package io.sealpost.delivery;

import io.sealpost.activation.Activation;
import io.sealpost.activation.ActivationMessage;
import io.sealpost.configuration.Configuration;
import java.nio.file.Path;
import java.time.Clock;
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
   */
  public record Result(
      String outcome, String code, String text, @Nullable Integer status, byte[] body) {}

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
    try {
      DeliverySteps.bind(
          context.getRegistry(),
          () -> configuration,
          settlement -> true,
          Clock.systemUTC(),
          "trial");
      context.build();
      load(context, routes.resolve("error-policy.camel.yaml"));
      load(context, routes.resolve("deliver-webhook.camel.yaml"));
      new DeliveryRoutes(context).add(activation, FROM);
      context.start();
      try (ProducerTemplate template = context.createProducerTemplate()) {
        return result(template.send(FROM, exchange -> exchange.getMessage().setBody(message)));
      }
    } finally {
      context.stop();
    }
  }

  private static void load(CamelContext context, Path file) throws Exception {
    RoutesLoader loader = PluginHelper.getRoutesLoader(context);
    loader.loadRoutes(
        ResourceHelper.resolveMandatoryResource(context, "file:" + file.toAbsolutePath()));
  }

  private static Result result(Exchange exchange) {
    Outcome outcome = exchange.getProperty(DeliveryExchange.OUTCOME, Outcome.class);
    Answer answer = exchange.getProperty(DeliveryExchange.ANSWER, Answer.class);
    byte[] body = answer == null ? new byte[0] : answer.body();
    if (outcome instanceof Outcome.Delivered delivered) {
      return new Result("delivered", "", "", delivered.status(), body);
    }
    if (outcome instanceof Outcome.Retry retry) {
      return new Result("retry", retry.code(), retry.text(), retry.status(), body);
    }
    if (outcome instanceof Outcome.Dead dead) {
      return new Result("dead", dead.code(), dead.text(), dead.status(), body);
    }
    throw new IllegalStateException("The route ended without an outcome", exchange.getException());
  }
}
