package io.sealpost.configuration;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a reload changed.
 *
 * @param from in force until now
 * @param to in force from now on
 * @param connections by name
 * @param activations by name; one whose connection or secrets changed has changed itself
 */
public record ConfigurationChange(
    Configuration from, Configuration to, Names connections, Names activations) {

  /** Names in alphabetical order. */
  public record Names(Set<String> added, Set<String> removed, Set<String> changed) {
    public boolean isEmpty() {
      return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
    }
  }

  /** What differs between two configurations. */
  public static ConfigurationChange between(Configuration from, Configuration to) {
    return new ConfigurationChange(
        from,
        to,
        names(from.connectionDigests(), to.connectionDigests()),
        names(from.activationDigests(), to.activationDigests()));
  }

  /** Whether all connections and activations are as they were. */
  public boolean isEmpty() {
    return connections.isEmpty() && activations.isEmpty();
  }

  private static Names names(Map<String, String> from, Map<String, String> to) {
    Set<String> added = new TreeSet<>(to.keySet());
    added.removeAll(from.keySet());
    Set<String> removed = new TreeSet<>(from.keySet());
    removed.removeAll(to.keySet());
    Set<String> changed = new TreeSet<>(from.keySet());
    changed.removeIf(name -> !to.containsKey(name) || to.get(name).equals(from.get(name)));
    return new Names(added, removed, changed);
  }
}
