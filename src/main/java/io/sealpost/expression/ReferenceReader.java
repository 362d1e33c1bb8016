package io.sealpost.expression;

import io.sealpost.expression.AttributeReference.Element;
import io.sealpost.expression.AttributeReference.Member;
import io.sealpost.expression.AttributeReference.Step;
import io.sealpost.expression.Expression.Credential;
import io.sealpost.expression.Expression.Literal;
import io.sealpost.expression.Expression.Meta;
import io.sealpost.expression.Expression.NamedSecret;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads <code>{{…}}</code>: an attribute, a credential, a named secret or a circumstance. */
final class ReferenceReader {
  private static final String LITERAL_HINT = "; a literal {{ is written ${raw(\"{{\")}";

  /** What Camel resolves in connection files; here it would be taken for a secret's name. */
  private static final Set<String> PLACEHOLDERS =
      Set.of("env", "file", "sys", "hashicorp", "aws", "gcp", "azure");

  private final Source source;
  private final Cursor cursor;

  ReferenceReader(Source source) {
    this.source = source;
    this.cursor = source.cursor();
  }

  /**
   * The steps of a path that stands alone, without braces. {@code attributes} at its beginning
   * means the whole object, as it does in templates.
   */
  static List<Step> path(String text) throws SyntaxError {
    Source source = new Source(new Cursor(text), Place.TEXT, "", new Findings());
    return new ReferenceReader(source).path();
  }

  private List<Step> path() throws SyntaxError {
    String name = cursor.name();
    if (name.isEmpty() && !cursor.looksAt("[")) {
      throw new SyntaxError(
          cursor.at(),
          "the path of an attribute belongs here, without braces: email, address.street or"
              + " [\"odd name\"]");
    }
    List<Step> steps = new ArrayList<>();
    if (!name.isEmpty() && !name.equals("attributes")) {
      steps.add(new Member(name));
    }
    steps(steps);
    if (!cursor.atEnd()) {
      throw new SyntaxError(
          cursor.at(), "the path ends here; odd names go in brackets and quotes: [\"odd name\"]");
    }
    return List.copyOf(steps);
  }

  Expression read(boolean inArgument) throws SyntaxError {
    int start = cursor.at();
    cursor.expect("{{", "");
    cursor.skipBlanks();
    int path = cursor.at();
    String name = cursor.name();
    if (name.isEmpty() && !cursor.looksAt("[")) {
      throw new SyntaxError(
          cursor.at(),
          "a name belongs behind {{; others than letters, digits, _ and - go in brackets and"
              + " quotes: {{[\"odd name\"]}}"
              + LITERAL_HINT);
    }
    if (cursor.looksAt(":")) {
      return secret(name, start);
    }
    return switch (name) {
      case "auth" -> auth(start, inArgument);
      case "meta" -> meta(start);
      case "attributes", "" -> attribute(new ArrayList<>(), path, start);
      default -> attribute(new ArrayList<>(List.of(new Member(name))), path, start);
    };
  }

  private Expression secret(String kind, int start) throws SyntaxError {
    if (PLACEHOLDERS.contains(kind)) {
      throw new SyntaxError(
          start,
          "{{"
              + kind
              + ":…}} is resolved in connection files and secrets.yaml only; name it there and"
              + " write {{secret:name}}");
    }
    if (!kind.equals("secret")) {
      throw new SyntaxError(start, "only secret stands before a colon: {{secret:name}}");
    }
    cursor.expect(":", "");
    String name = nameAfter("{{secret:");
    close();
    source.reference(Reference.Kind.SECRET, name, start);
    return new NamedSecret(name);
  }

  private Expression auth(int start, boolean inArgument) throws SyntaxError {
    String name = fixedName("auth", Names.AUTH);
    close();
    if (!Names.AUTH.contains(name)) {
      return unknown("auth", name, Names.AUTH, start);
    }
    if (name.equals(Names.SIGNING_SECRET) && !inArgument) {
      source.problem(
          start,
          "{{auth.signing_secret}} is never sent; use it as a function's argument:"
              + " ${hmac_sha256_hex({{auth.signing_secret}}, …)}");
    }
    source.reference(Reference.Kind.AUTH, name, start);
    return new Credential(name);
  }

  private Expression meta(int start) throws SyntaxError {
    String name = fixedName("meta", Names.META);
    close();
    if (!Names.META.contains(name)) {
      return unknown("meta", name, Names.META, start);
    }
    source.reference(Reference.Kind.META, name, start);
    return new Meta(name);
  }

  private String fixedName(String space, List<String> known) throws SyntaxError {
    cursor.expect(
        ".",
        "{{"
            + space
            + ".…}} takes one of "
            + String.join(", ", known)
            + "; an attribute of that name is {{attributes."
            + space
            + "}}");
    return nameAfter("{{" + space + ".");
  }

  private Expression unknown(String space, String name, List<String> known, int start) {
    source.problem(
        start,
        "there is no {{"
            + space
            + "."
            + name
            + "}}; "
            + Names.suggestion(name, known, "{{" + space + ".", "}}")
            + " An attribute of that name is {{attributes."
            + space
            + "."
            + name
            + "}}");
    return new Literal("");
  }

  private Expression attribute(List<Step> steps, int path, int start) throws SyntaxError {
    steps(steps);
    String written = cursor.since(path);
    close();
    source.reference(Reference.Kind.ATTRIBUTE, written, start);
    return new AttributeReference(written, List.copyOf(steps), source.place() == Place.URL);
  }

  private void steps(List<Step> steps) throws SyntaxError {
    while (true) {
      if (cursor.eat(".")) {
        steps.add(new Member(nameAfter(".")));
      } else if (cursor.eat("[")) {
        steps.add(bracket(steps.isEmpty()));
      } else {
        return;
      }
    }
  }

  /** The bracket is open; reads to behind the closing one. */
  private Step bracket(boolean first) throws SyntaxError {
    int at = cursor.at();
    Step step;
    if (cursor.looksAtQuote()) {
      step = new Member(cursor.quoted());
    } else if (first) {
      throw new SyntaxError(at, "the attributes are an object; a name in quotes belongs here");
    } else {
      step = new Element(index());
    }
    cursor.expect("]", "] belongs here");
    return step;
  }

  private int index() throws SyntaxError {
    int at = cursor.at();
    while (cursor.peek() >= '0' && cursor.peek() <= '9') {
      cursor.next();
    }
    String digits = cursor.since(at);
    boolean leadingZero = digits.length() > 1 && digits.startsWith("0");
    // Nine digits always fit an int, and no array of a message has more elements.
    if (digits.isEmpty() || digits.length() > 9 || leadingZero) {
      throw new SyntaxError(
          at, "an index from 0 belongs here, without leading zeros, or a name in quotes");
    }
    return Integer.parseInt(digits);
  }

  private String nameAfter(String before) throws SyntaxError {
    String name = cursor.name();
    if (name.isEmpty()) {
      throw new SyntaxError(
          cursor.at(), "a name belongs behind " + before + "; odd names go in brackets and quotes");
    }
    return name;
  }

  private void close() throws SyntaxError {
    cursor.skipBlanks();
    cursor.expect("}}", "}} belongs here" + LITERAL_HINT);
  }
}
