package io.sealpost.delivery;

/** A delivery route lacks a step that a call depends on, or has them in another order. */
final class RouteIncompleteException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** Of the dead message. */
  static final String CODE = "route-incomplete";

  /**
   * @param missing what a step did not find
   */
  RouteIncompleteException(String missing) {
    super(text(missing));
  }

  static String text(String missing) {
    return "Not sent: "
        + missing
        + ". Put the step back into the route: see routes/deliver-webhook.camel.yaml as shipped";
  }
}
