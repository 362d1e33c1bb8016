package io.sealpost.configuration;

import io.sealpost.signature.Secret;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Reads {@code secrets.yaml}. */
final class SecretsReader {
  private SecretsReader() {}

  /**
   * Named secrets.
   *
   * @param names of all of them, also of those whose value could not be had
   */
  record NamedSecrets(Map<String, Secret> values, Set<String> names) {
    static final NamedSecrets NONE = new NamedSecrets(Map.of(), Set.of());
  }

  static NamedSecrets read(CheckedFile file) {
    Map<String, Secret> values = new LinkedHashMap<>();
    Set<String> names = new LinkedHashSet<>();
    for (String name : Keys.of(file.tree())) {
      names.add(name);
      String pointer = KeyPath.child("", name);
      LiteralSecret.warn(file, pointer);
      Secret secret = file.secret(pointer);
      if (secret == null) {
        continue;
      }
      if (secret.isEmpty()) {
        file.problems()
            .error(
                pointer,
                "empty-secret",
                "is empty; give it a value where it comes from, or remove it");
      }
      values.put(name, secret);
    }
    return new NamedSecrets(values, names);
  }
}
