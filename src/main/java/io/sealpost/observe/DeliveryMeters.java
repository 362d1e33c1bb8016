package io.sealpost.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.sealpost.broker.TransactionEnd;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The meters of deliveries. Only activations of the configuration have series: a name in a message
 * makes none, and those of an activation that is removed are gone.
 */
public final class DeliveryMeters implements DeliveryCounts {
  private final MeterRegistry registry;
  private final Counters dispatchRefusals;
  private final Counter expired;
  private volatile Map<String, ActivationMeters> activations = Map.of();

  public DeliveryMeters(MeterRegistry registry) {
    this.registry = registry;
    dispatchRefusals =
        new Counters(
            registry,
            "sealpost.dispatch.refusals",
            "Messages dead before they came to a delivery queue",
            Tags.empty(),
            Tags.of("reason", "other"));
    for (String reason : new String[] {"no-activation", "no-subscriber"}) {
      dispatchRefusals.declare(Tags.of("reason", reason));
    }
    expired =
        Counter.builder("sealpost.expired.messages")
            .description("Whose time to live ran out before their delivery was over")
            .register(registry);
  }

  /** From now on these, and no others. */
  public synchronized void serve(Set<String> names) {
    Map<String, ActivationMeters> next = new HashMap<>(activations);
    next.keySet().retainAll(names);
    for (String name : names) {
      next.computeIfAbsent(name, added -> new ActivationMeters(registry, added));
    }
    Map<String, ActivationMeters> gone = new HashMap<>(activations);
    gone.keySet().removeAll(names);
    activations = Map.copyOf(next);
    gone.values().forEach(ActivationMeters::close);
  }

  @Override
  public TransactionEnd attempt(
      String activation, String outcome, @Nullable Integer status, Duration took) {
    return committed ->
        with(
            activation,
            meters ->
                meters.attempt(committed ? outcome : ActivationMeters.ROLLED_BACK, status, took));
  }

  @Override
  public TransactionEnd refusal(String activation, String reason) {
    return committed -> {
      if (committed) {
        with(activation, meters -> meters.refusal(reason));
      }
    };
  }

  @Override
  public TransactionEnd dispatchRefusal(String reason) {
    return committed -> {
      if (committed) {
        dispatchRefusals.count(Tags.of("reason", reason));
      }
    };
  }

  @Override
  public TransactionEnd expiry() {
    return committed -> {
      if (committed) {
        expired.increment();
      }
    };
  }

  private void with(String activation, Consumer<ActivationMeters> counting) {
    ActivationMeters meters = activations.get(activation);
    // Null for one that was removed during its last attempts.
    if (meters != null) {
      counting.accept(meters);
    }
  }
}
