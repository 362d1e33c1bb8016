package io.sealpost.broker;

import io.sealpost.signature.Secret;
import java.util.Set;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;
import org.jspecify.annotations.Nullable;

/**
 * Lets one user do everything and nobody else anything. Not Artemis's JAAS: that finds its classes
 * through the thread's class loader, which in Karaf is whoever's.
 */
final class OneUser implements ActiveMQSecurityManager {
  private final BrokerCredentials credentials;

  OneUser(BrokerCredentials credentials) {
    this.credentials = credentials;
  }

  @Override
  public boolean validateUser(@Nullable String user, @Nullable String password) {
    return user != null
        && password != null
        && credentials.userName().equals(user)
        && credentials.password().equals(Secret.of(password));
  }

  @Override
  public boolean validateUserAndRole(
      @Nullable String user, @Nullable String password, Set<Role> roles, CheckType checkType) {
    return validateUser(user, password);
  }
}
