package io.sealpost.configuration;

import io.sealpost.configuration.BoundedParser.TooDeepException;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Turns what the YAML engine says into problems.
 *
 * <p>Its own texts are not passed on: some quote the file (an alias or a tag may well be an
 * unquoted password), and none says what to write instead.
 */
final class YamlSyntax {
  private YamlSyntax() {}

  static YamlProblemException problem(SourceText source, int maxDepth, YamlEngineException e) {
    if (e instanceof TooDeepException deep) {
      return new YamlProblemException(
          source.position(source.index(deep.mark())),
          "yaml-too-deep",
          "nested more than " + maxDepth + " levels deep; flatten it",
          e);
    }
    if (e instanceof ReaderException reader) {
      return new YamlProblemException(
          source.position(source.codePoints(reader.getPosition())),
          "yaml-syntax",
          String.format(
              "the control character U+%04X cannot stand in YAML; remove it, or write it as an"
                  + " escape in double quotes",
              reader.getCodePoint()),
          e);
    }
    if (e instanceof MarkedYamlEngineException marked) {
      Mark mark = marked.getProblemMark().or(marked::getContextMark).orElse(null);
      Position position = mark == null ? Position.START : source.position(source.index(mark));
      String said = String.valueOf(marked.getProblem()) + " " + marked.getContext();
      return new YamlProblemException(position, "yaml-syntax", explained(said), e);
    }
    return new YamlProblemException(Position.START, "yaml-syntax", "the file is not valid YAML", e);
  }

  private static String explained(String said) {
    if (said.contains("TAB")) {
      return "a tab cannot indent YAML; use blanks";
    }
    if (said.contains("mapping values are not allowed")) {
      return "a colon with a blank behind it starts a new key; put the value in quotes, or correct"
          + " the indentation";
    }
    if (said.contains("undefined alias")) {
      return "a value that starts with * is a reference in YAML; put it in quotes";
    }
    if (said.contains("tag")) {
      return "a value that starts with ! is a tag in YAML; put it in quotes";
    }
    if (said.contains("quoted scalar") || said.contains("escape")) {
      return said.contains("escape")
          ? "this is no escape that double quotes know; write \\\\ for a backslash, or use single"
              + " quotes"
          : "a quote is opened and never closed; close it";
    }
    if (said.contains("could not find expected ':'")) {
      return "a key without a colon; write key: value";
    }
    if (said.contains("flow mapping") || said.contains("flow sequence")) {
      return "a brace or bracket is opened and not closed; close it, or put the value in quotes:"
          + " one that starts with { or [ needs them, {{…}} too";
    }
    if (said.contains("cannot start any token")) {
      return "a value cannot start with this character; put it in quotes";
    }
    if (said.contains("block mapping") || said.contains("block collection")) {
      return "the indentation fits nothing above; line it up with the key it belongs to";
    }
    return "the file is not valid YAML here; values with special characters need quotes";
  }
}
