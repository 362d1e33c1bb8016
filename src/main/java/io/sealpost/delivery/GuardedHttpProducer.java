package io.sealpost.delivery;

import java.io.IOException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Route;
import org.apache.camel.component.http.HttpProducer;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.hc.client5.http.classic.methods.HttpUriRequest;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.jspecify.annotations.Nullable;

/**
 * Sends the exchange's {@link GuardedRequest}, and nothing else that is in the exchange. Puts an
 * {@link Answer} into the exchange or throws a {@link CallFailedException}; no header and no body
 * of the answer comes into the message.
 */
final class GuardedHttpProducer extends HttpProducer {
  /** Exchange property with the {@link GuardedRequest}. */
  static final String REQUEST = "sealpostRequest";

  /** Exchange property with the {@link Answer}. */
  static final String ANSWER = "sealpostAnswer";

  /** Id of the step that turns an answer into an outcome. */
  private static final String CLASSIFY = "classify";

  private final GuardedHttpComponent component;

  /** A route seen to have all that a call needs. */
  private volatile @Nullable Route complete;

  GuardedHttpProducer(GuardedHttpEndpoint endpoint, GuardedHttpComponent component) {
    super(endpoint);
    this.component = component;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    exchange.removeProperty(ANSWER);
    if (!(exchange.getProperty(REQUEST) instanceof GuardedRequest)) {
      throw new RouteIncompleteException(
          "the request did not go through both sign and guard before the call");
    }
    requireClassify(exchange);
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    message.setBody(null);
    super.process(exchange);
  }

  /** Without it an answered call would be neither delivered nor retried. */
  private void requireClassify(Exchange exchange) throws ActivationRemovedException {
    Route route = exchange.getUnitOfWork() == null ? null : exchange.getUnitOfWork().getRoute();
    if (route == null || route == complete) {
      return;
    }
    if (!hasClassify(model(exchange.getContext(), route.getId()))) {
      throw new RouteIncompleteException(
          "route " + route.getId() + " has no step with the id " + CLASSIFY + " after the call");
    }
    complete = route;
  }

  /** The context's: the route itself lets go of its model once the context has started. */
  private static RouteDefinition model(CamelContext context, String routeId)
      throws ActivationRemovedException {
    RouteDefinition model =
        context
            .getCamelContextExtension()
            .getContextPlugin(Model.class)
            .getRouteDefinition(routeId);
    if (model == null) {
      throw new ActivationRemovedException(routeId);
    }
    return model;
  }

  /** By the model: {@link Route#filter} sees no id of a plain processor. */
  private static boolean hasClassify(RouteDefinition model) {
    return ProcessorDefinitionHelper.filterTypeInOutputs(
            model.getOutputs(), ProcessorDefinition.class)
        .stream()
        .anyMatch(step -> CLASSIFY.equals(step.getId()));
  }

  @Override
  protected HttpUriRequest createMethod(Exchange exchange) {
    return component.client().request(exchange.getProperty(REQUEST, GuardedRequest.class));
  }

  @Override
  protected <T> @Nullable T executeMethod(
      Exchange exchange, HttpHost host, HttpUriRequest request, HttpClientResponseHandler<T> unused)
      throws IOException {
    exchange.setProperty(ANSWER, component.client().call(host, (CallRequest) request));
    return null;
  }
}
