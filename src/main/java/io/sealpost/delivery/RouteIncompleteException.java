package io.sealpost.delivery;

/** A delivery route lacks a step that a call depends on. Nothing was sent. */
final class RouteIncompleteException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  RouteIncompleteException(String missing) {
    super(
        "Nothing was sent: "
            + missing
            + ". Put the step back into the route: see routes/deliver-webhook.camel.yaml as shipped");
  }
}
