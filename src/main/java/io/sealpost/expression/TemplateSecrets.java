package io.sealpost.expression;

import io.sealpost.signature.Secret;
import java.util.Map;

/**
 * What <code>{{auth.…}}</code> and <code>{{secret:…}}</code> name in routes of an integrator's own:
 * bind one bean of it to use them there. In activations the configuration provides them.
 *
 * @param auth by the name behind the dot, e.g. {@code api_key}
 * @param secrets by the name behind the colon
 */
public record TemplateSecrets(Map<String, Secret> auth, Map<String, Secret> secrets) {
  public TemplateSecrets {
    auth = Map.copyOf(auth);
    secrets = Map.copyOf(secrets);
  }
}
