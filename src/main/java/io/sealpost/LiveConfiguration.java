package io.sealpost;

import io.sealpost.activation.Activation;
import io.sealpost.activation.Dispatcher;
import io.sealpost.configuration.Configuration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The configuration in force. Thread-safe. */
final class LiveConfiguration implements Supplier<Configuration>, Dispatcher.Directory {
  private final AtomicReference<Configuration> current;

  LiveConfiguration(Configuration first) {
    current = new AtomicReference<>(first);
  }

  @Override
  public Configuration get() {
    return current.get();
  }

  void set(Configuration next) {
    current.set(next);
  }

  @Override
  public boolean hasActivation(String name) {
    return get().activation(name).isPresent();
  }

  @Override
  public Collection<String> subscribers(String event) {
    return get().subscribers(event).stream().map(Activation::name).toList();
  }
}
