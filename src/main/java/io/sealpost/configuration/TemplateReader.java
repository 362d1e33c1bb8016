package io.sealpost.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.connection.Connection;
import io.sealpost.expression.BodyTemplate;
import io.sealpost.expression.Place;
import io.sealpost.expression.Reference;
import io.sealpost.expression.Template;
import io.sealpost.expression.TemplateParser;
import io.sealpost.expression.TemplateSyntaxException;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses the templates of one activation and checks that what they refer to exists. */
final class TemplateReader {
  /** An HMAC whose first argument begins with neither a reference nor a call. */
  private static final Pattern LITERAL_KEY =
      Pattern.compile("\\$\\{\\s*hmac_[a-z0-9_]+\\(\\s*(?!\\{\\{|\\$\\{|\\s)");

  private final TemplateParser parser;
  private final FileProblems problems;
  private final @Nullable Connection connection;
  private final Collection<String> secretNames;
  private final Set<String> usedSecrets = new TreeSet<>();

  /**
   * Creates a reader.
   *
   * @param connection of the activation, or null where it is wrong: then its credentials are not
   *     checked
   */
  TemplateReader(
      TemplateParser parser,
      FileProblems problems,
      @Nullable Connection connection,
      Collection<String> secretNames) {
    this.parser = parser;
    this.problems = problems;
    this.connection = connection;
    this.secretNames = secretNames;
  }

  /** Null where it does not parse. */
  @Nullable Template text(String pointer, String text, Place place) {
    warnOfLiteralKey(pointer, text);
    try {
      Template template = parser.parse(text, place);
      check(pointer, template.references());
      return template;
    } catch (TemplateSyntaxException e) {
      report(pointer, e);
      return null;
    }
  }

  /** Null where it does not parse. */
  @Nullable BodyTemplate body(String pointer, JsonNode body) {
    warnOfLiteralKeys(pointer, body);
    try {
      BodyTemplate template = parser.parseBody(body);
      check(pointer, template.references());
      return template;
    } catch (TemplateSyntaxException e) {
      report(pointer, e);
      return null;
    }
  }

  /** Names of the secrets that the templates read so far refer to. */
  Set<String> usedSecrets() {
    return usedSecrets;
  }

  private void report(String pointer, TemplateSyntaxException e) {
    for (TemplateSyntaxException.Problem problem : e.problems()) {
      String at = pointer + problem.pointer();
      if (isKey(problem.pointer())) {
        problems.errorAtKey(at, "invalid-template", problem.message());
      } else {
        problems.errorWithin(at, problem.offset(), "invalid-template", problem.message());
      }
    }
  }

  /** Keys of a body are no templates: one that looks like a template is itself the problem. */
  private static boolean isKey(String pointer) {
    String last = pointer.substring(pointer.lastIndexOf('/') + 1);
    return last.contains("{{") || last.contains("${");
  }

  private void check(String pointer, Set<Reference> references) {
    for (Reference reference : references) {
      String at = pointer + reference.pointer();
      switch (reference.kind()) {
        case AUTH -> checkAuth(at, reference);
        case SECRET -> checkSecret(at, reference);
        default -> {}
      }
    }
  }

  private void checkAuth(String pointer, Reference reference) {
    if (connection == null) {
      return;
    }
    Set<String> names = new TreeSet<>(connection.references().keySet());
    if (!names.contains(reference.name())) {
      String fix =
          names.isEmpty()
              ? "it has no credentials at all"
              : NearestName.suggestion(reference.name(), names);
      problems.errorWithin(
          pointer,
          reference.offset(),
          "unknown-credential",
          "connection " + connection.name() + " has no " + reference.name() + "; " + fix);
    }
  }

  private void checkSecret(String pointer, Reference reference) {
    usedSecrets.add(reference.name());
    if (!secretNames.contains(reference.name())) {
      String fix =
          NearestName.of(reference.name(), secretNames)
              .map(name -> "did you mean " + name + "?")
              .orElse("add it there");
      problems.errorWithin(
          pointer,
          reference.offset(),
          "unknown-secret",
          "secrets.yaml has no " + reference.name() + "; " + fix);
    }
  }

  private void warnOfLiteralKeys(String pointer, JsonNode node) {
    if (node.isTextual()) {
      warnOfLiteralKey(pointer, node.textValue());
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      warnOfLiteralKeys(KeyPath.child(pointer, i), node.get(i));
    }
    for (String name : Keys.of(node)) {
      warnOfLiteralKeys(KeyPath.child(pointer, name), node.get(name));
    }
  }

  private void warnOfLiteralKey(String pointer, String text) {
    Matcher matcher = LITERAL_KEY.matcher(text);
    if (matcher.find()) {
      problems.warningWithin(
          pointer,
          matcher.start(),
          "literal-secret",
          "the key of this HMAC stands in the file itself; move it to secrets.yaml and write"
              + " {{secret:name}}");
    }
  }
}
