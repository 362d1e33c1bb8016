package io.sealpost.broker;

import org.jspecify.annotations.Nullable;

/** A message that no retry will make good: it belongs in the dead queue. */
public final class MessageRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  public MessageRefusedException(Refusal refusal) {
    this(refusal, null);
  }

  public MessageRefusedException(Refusal refusal, @Nullable Throwable cause) {
    super(refusal.text(), cause);
    this.refusal = refusal;
  }

  /** See {@link Refusal#code()}. */
  public String code() {
    return refusal.code();
  }

  public Refusal refusal() {
    return refusal;
  }
}
