package io.sealpost.delivery;

/** The activation went while its route still took a message: the message stays in its queue. */
final class ActivationRemovedException extends Exception {
  private static final long serialVersionUID = 1L;

  ActivationRemovedException(String activation) {
    super("Activation " + activation + " was removed; its messages wait until it is back");
  }
}
