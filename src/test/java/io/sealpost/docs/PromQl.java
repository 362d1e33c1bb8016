package io.sealpost.docs;

import static java.util.stream.Collectors.toCollection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A PromQL expression: no parser, but enough of one to know every name in it.
 *
 * @param selectors metric names with their matchers
 * @param grouping labels after {@code by} and {@code on}
 * @param functions names before a parenthesis
 */
record PromQl(List<Selector> selectors, Set<String> grouping, Set<String> functions) {
  private static final Pattern RANGE = Pattern.compile("\\[[^\\]]*]");
  private static final Pattern GROUPING = Pattern.compile("\\b(by|on)\\s*\\(([^)]*)\\)");
  private static final Pattern MATCHER = Pattern.compile("([a-z_]+)(=~|!~|!=|=)\"([^\"]*)\"");
  private static final Pattern NAME =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)\\s*(\\(|\\{([^}]*)})?");
  private static final Set<String> WORDS = Set.of("unless", "and", "or", "offset");

  /** A metric and what its labels are compared with. */
  record Selector(String metric, Map<String, String> matchers) {}

  static PromQl parse(String text) {
    requireBalanced(text);
    Set<String> grouping = new TreeSet<>();
    String rest = RANGE.matcher(text).replaceAll("");
    GROUPING
        .matcher(rest)
        .results()
        .flatMap(found -> Stream.of(found.group(2).split(",", -1)))
        .map(String::strip)
        .forEach(grouping::add);
    rest = GROUPING.matcher(rest).replaceAll("");
    List<Selector> selectors = new ArrayList<>();
    Set<String> functions = new TreeSet<>();
    for (Matcher name = NAME.matcher(rest); name.find(); ) {
      if ("(".equals(name.group(2))) {
        functions.add(name.group(1));
      } else if (!WORDS.contains(name.group(1))) {
        selectors.add(new Selector(name.group(1), matchers(name.group(3))));
      }
    }
    return new PromQl(selectors, grouping, functions);
  }

  Set<String> metrics() {
    return selectors.stream().map(Selector::metric).collect(toCollection(TreeSet::new));
  }

  private static Map<String, String> matchers(String text) {
    Map<String, String> matchers = new TreeMap<>();
    if (text != null) {
      for (String one : text.split(",(?=[a-z])", -1)) {
        Matcher matcher = MATCHER.matcher(one.strip());
        if (!matcher.matches()) {
          throw new AssertionError(one + " compares no label");
        }
        matchers.put(matcher.group(1), matcher.group(3));
      }
    }
    return matchers;
  }

  private static void requireBalanced(String text) {
    Deque<Character> open = new ArrayDeque<>();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ("([{".indexOf(c) >= 0) {
        open.push(c);
      } else if (")]}".indexOf(c) >= 0
          && (open.isEmpty() || "([{".indexOf(open.pop()) != ")]}".indexOf(c))) {
        throw new AssertionError("Parentheses do not match in " + text);
      }
    }
    if (!open.isEmpty()) {
      throw new AssertionError("Parentheses do not match in " + text);
    }
  }
}
