package io.sealpost.delivery;

import io.sealpost.connection.Connection;
import io.sealpost.signature.Secret;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keeps what the masks of a connection's deliveries have in common. Thread-safe. */
final class SecretMasks {
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  private record Known(Connection connection, Map<String, Secret> named, SecretMask mask) {
    /** By identity: a configuration that was read anew has others. */
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(Delivery delivery) {
      return connection == delivery.activation().connection() && named == delivery.secrets();
    }
  }

  /**
   * @param request as far as it was rendered, null where it was not
   */
  SecretMask of(Delivery delivery, @Nullable SignedRequest request) {
    Connection connection = delivery.activation().connection();
    Known found = known.get(connection.name());
    if (found == null || !found.isOf(delivery)) {
      SecretMask mask = SecretMask.of(connection, delivery.secrets());
      found = new Known(connection, delivery.secrets(), mask);
      known.put(connection.name(), found);
    }
    return found.mask.of(delivery, request);
  }
}
