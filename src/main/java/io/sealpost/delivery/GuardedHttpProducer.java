package io.sealpost.delivery;

import java.io.IOException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Route;
import org.apache.camel.component.http.HttpProducer;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Registry;
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

  private final GuardedHttpComponent component;

  /** A route seen to have all that a call needs. */
  private volatile @Nullable Route complete;

  GuardedHttpProducer(GuardedHttpEndpoint endpoint, GuardedHttpComponent component) {
    super(endpoint);
    this.component = component;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    if (!(exchange.getProperty(REQUEST) instanceof GuardedRequest)) {
      throw new RouteIncompleteException(
          "the request did not go through both sign and guard before the call, or was called with"
              + " before");
    }
    requireClassify(exchange);
    exchange.removeProperty(ANSWER);
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    message.setBody(null);
    super.process(exchange);
  }

  /** Without it what is answered would wait for the end of the route, and for a branch of it. */
  private void requireClassify(Exchange exchange) throws ActivationRemovedException {
    Route route = exchange.getUnitOfWork() == null ? null : exchange.getUnitOfWork().getRoute();
    if (route == null || route == complete) {
      return;
    }
    CamelContext context = exchange.getContext();
    if (!hasClassify(model(context, route.getId()), context.getRegistry())) {
      throw new RouteIncompleteException(
          "route " + route.getId() + " has no step process with ref: classifyAnswer");
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

  /** By the model and the bean it names: {@link Route#filter} sees no plain processor. */
  private static boolean hasClassify(RouteDefinition model, Registry beans) {
    return ProcessorDefinitionHelper.filterTypeInOutputs(
            model.getOutputs(), ProcessDefinition.class)
        .stream()
        .map(ProcessDefinition::getRef)
        .anyMatch(ref -> ref != null && beans.lookupByName(ref) instanceof ClassifyAnswerProcessor);
  }

  /** Takes the request away: it goes out once, whatever the route or its error policy then do. */
  @Override
  protected HttpUriRequest createMethod(Exchange exchange) throws CallFailedException {
    GuardedRequest request = exchange.getProperty(REQUEST, GuardedRequest.class);
    exchange.removeProperty(REQUEST);
    return component.runningClient().request(request);
  }

  @Override
  protected <T> @Nullable T executeMethod(
      Exchange exchange, HttpHost host, HttpUriRequest request, HttpClientResponseHandler<T> unused)
      throws IOException {
    exchange.setProperty(ANSWER, component.runningClient().call(host, (CallRequest) request));
    return null;
  }
}
