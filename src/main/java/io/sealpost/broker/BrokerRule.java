package io.sealpost.broker;

import io.sealpost.broker.BrokerFinding.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One thing a broker's settings are held against.
 *
 * @param <S> the settings of one place
 * @param setting as {@code broker.xml} calls it
 * @param value of the setting, for the operator to recognise it
 * @param harmful whether messages are in danger
 * @param message what can happen, and what to set instead
 */
record BrokerRule<S>(
    Severity severity,
    String setting,
    Function<S, Object> value,
    Predicate<S> harmful,
    String message) {

  static <S> BrokerRule<S> loses(
      String setting, Function<S, Object> value, Predicate<S> harmful, String message) {
    return new BrokerRule<>(Severity.ERROR, setting, value, harmful, message);
  }

  static <S> BrokerRule<S> hinders(
      String setting, Function<S, Object> value, Predicate<S> harmful, String message) {
    return new BrokerRule<>(Severity.WARNING, setting, value, harmful, message);
  }

  /**
   * What is found, a finding for each value, with all its places.
   *
   * @param places by name, in the order they are to be told in
   */
  static <S> List<BrokerFinding> review(List<BrokerRule<S>> rules, Map<String, S> places) {
    List<BrokerFinding> findings = new ArrayList<>();
    for (BrokerRule<S> rule : rules) {
      Map<String, List<String>> placesByValue = new LinkedHashMap<>();
      places.forEach(
          (place, settings) -> {
            if (rule.harmful.test(settings)) {
              placesByValue
                  .computeIfAbsent(
                      String.valueOf(rule.value.apply(settings)), value -> new ArrayList<>())
                  .add(place);
            }
          });
      placesByValue.forEach(
          (value, on) ->
              findings.add(
                  new BrokerFinding(
                      rule.severity, rule.setting, value, List.copyOf(on), rule.message)));
    }
    return findings;
  }
}
