package io.sealpost.observe;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * A reason for health to be down, told to Camel. Never with an exception: it may hold an address.
 */
final class SealpostHealthCheck extends AbstractHealthCheck {
  /** What a check that is down says of this instance. */
  enum Meaning {
    /** Only a restart helps. */
    NOT_LIVE,
    /** It will do all its work by itself when what it needs is back. */
    NOT_READY
  }

  private final Meaning meaning;
  private final Supplier<Health> health;

  SealpostHealthCheck(String name, Meaning meaning, Supplier<Health> health) {
    super("sealpost", name);
    this.meaning = meaning;
    this.health = health;
  }

  @Override
  public boolean isLiveness() {
    return meaning == Meaning.NOT_LIVE;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    Health now = health.get();
    if (now.isUp()) {
      builder.up();
    } else {
      builder.message(now.reason()).down();
    }
  }
}
