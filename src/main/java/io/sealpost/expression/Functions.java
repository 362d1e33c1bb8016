package io.sealpost.expression;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The functions one parser knows: the built-in ones and those of integrators. */
final class Functions {
  /** Not a function one can add to: its argument is text of the template, not a value. */
  static final String RAW = "raw";

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  private final Map<String, TemplateFunction> byName = new TreeMap<>();

  /**
   * Checks and collects.
   *
   * @throws IllegalArgumentException when a name is malformed or taken
   */
  Functions(Collection<? extends TemplateFunction> added) {
    BuiltInFunctions.ALL.forEach(f -> byName.put(f.name(), f));
    for (TemplateFunction function : added) {
      String name = function.name();
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "function name «" + name + "» is not lower-case letters, digits and underscores");
      }
      if (function.arity() < 0) {
        throw new IllegalArgumentException("function " + name + " takes fewer than no arguments");
      }
      if (name.equals(RAW) || Variable.named(name).isPresent() || byName.containsKey(name)) {
        throw new IllegalArgumentException(
            "function name "
                + name
                + " is taken; give "
                + function.getClass().getName()
                + " another");
      }
      byName.put(name, function);
    }
  }

  @Nullable TemplateFunction find(String name) {
    return byName.get(name);
  }

  String suggestion(String name) {
    List<String> known = new ArrayList<>(Variable.names());
    known.addAll(byName.keySet());
    known.add(RAW);
    return Names.suggestion(name, known, "${", "}");
  }
}
