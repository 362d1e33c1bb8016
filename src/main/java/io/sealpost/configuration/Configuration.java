package io.sealpost.configuration;

import io.sealpost.activation.Activation;
import io.sealpost.connection.Connection;
import io.sealpost.signature.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A configuration without errors, as it was read at one time. Immutable. */
public final class Configuration {
  private final Map<String, Connection> connections;
  private final Map<String, Activation> activations;
  private final Map<String, Secret> secrets;
  private final Map<String, List<Activation>> subscribers;
  private final Set<Path> files;
  private final List<Problem> warnings;
  private final Map<String, String> connectionDigests;
  private final Map<String, String> activationDigests;

  Configuration(Draft draft, Set<Path> files, List<Problem> warnings) {
    this.connections = Collections.unmodifiableMap(new LinkedHashMap<>(draft.connections));
    this.activations = Collections.unmodifiableMap(new LinkedHashMap<>(draft.activations));
    this.secrets = Collections.unmodifiableMap(new LinkedHashMap<>(draft.secrets));
    this.connectionDigests = Map.copyOf(draft.connectionDigests);
    this.activationDigests = Map.copyOf(draft.activationDigests);
    this.files = Collections.unmodifiableSet(new LinkedHashSet<>(files));
    this.warnings = List.copyOf(warnings);
    this.subscribers = subscribers(activations);
  }

  /** By name, in alphabetical order. */
  public Map<String, Connection> connections() {
    return connections;
  }

  /** By name, in alphabetical order. */
  public Map<String, Activation> activations() {
    return activations;
  }

  public Optional<Activation> activation(String name) {
    return Optional.ofNullable(activations.get(name));
  }

  /** The activations subscribed to an event, in alphabetical order; empty for none. */
  public List<Activation> subscribers(String event) {
    return subscribers.getOrDefault(event, List.of());
  }

  /** What {@code {{secret:…}}} names. */
  public Map<String, Secret> secrets() {
    return secrets;
  }

  /** All files that decide what this configuration is, those of secrets and TLS included. */
  public Set<Path> files() {
    return files;
  }

  /** In the order of their places. */
  public List<Problem> warnings() {
    return warnings;
  }

  /** By connection: equal where nothing about it changed, the content of its secrets included. */
  Map<String, String> connectionDigests() {
    return connectionDigests;
  }

  /** By activation: as for connections, its own connection included. */
  Map<String, String> activationDigests() {
    return activationDigests;
  }

  private static Map<String, List<Activation>> subscribers(Map<String, Activation> activations) {
    Map<String, List<Activation>> byEvent = new HashMap<>();
    for (Activation activation : activations.values()) {
      for (String event : activation.events()) {
        byEvent.computeIfAbsent(event, e -> new ArrayList<>()).add(activation);
      }
    }
    byEvent.replaceAll((event, subscribed) -> List.copyOf(subscribed));
    return Map.copyOf(byEvent);
  }

  /** A configuration while it is read. */
  static final class Draft {
    final Map<String, Connection> connections = new LinkedHashMap<>();
    final Map<String, Activation> activations = new LinkedHashMap<>();
    final Map<String, Secret> secrets = new LinkedHashMap<>();
    final Map<String, String> connectionDigests = new HashMap<>();
    final Map<String, String> activationDigests = new HashMap<>();
  }
}
