package io.sealpost.expression;

import io.sealpost.expression.Expression.Literal;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a template text: literal text, <code>{{…}}</code> and <code>${…}</code>. Recursive descent;
 * {@link CallReader} and {@link ReferenceReader} read what is inside the braces.
 */
final class TextReader {
  /** UTF-16 units of one text: no request could carry more. */
  static final int MAX_LENGTH = 1024 * 1024;

  private final Source source;
  private final Cursor cursor;
  private final CallReader calls;
  private final ReferenceReader references;
  private boolean headerProblem;

  private TextReader(Source source, Functions functions) {
    this.source = source;
    this.cursor = source.cursor();
    this.calls = new CallReader(source, functions, this);
    this.references = new ReferenceReader(source);
  }

  /** The parts of the text; errors go to the source's findings. */
  static List<Expression> read(
      String text, Place place, String pointer, Functions functions, Findings findings) {
    if (text.length() > MAX_LENGTH) {
      findings.problem(pointer, 0, "longer than " + MAX_LENGTH + " characters; shorten it");
      return List.of();
    }
    int lone = Unicode.loneSurrogate(text);
    if (lone >= 0) {
      findings.problem(pointer, lone, "half of a surrogate pair, which UTF-8 cannot carry");
      return List.of();
    }
    return new TextReader(new Source(new Cursor(text), place, pointer, findings), functions)
        .wholeText();
  }

  private List<Expression> wholeText() {
    var parts = new Parts();
    while (!cursor.atEnd()) {
      int start = cursor.at();
      try {
        if (looksAtExpression()) {
          parts.add(expression(0));
        } else {
          parts.append(literal(parts.isEmpty()));
        }
      } catch (SyntaxError e) {
        source.problem(e.offset(), e.getMessage());
        cursor.recover(start);
      }
    }
    return parts.merged();
  }

  /** An argument without quotes, up to its comma or parenthesis; blanks at its ends are dropped. */
  List<Expression> argument(int depth) throws SyntaxError {
    var parts = new Parts();
    while (!cursor.atEnd() && cursor.peek() != ',' && cursor.peek() != ')') {
      if (looksAtExpression()) {
        parts.add(expression(depth));
      } else if (cursor.peek() == '(') {
        throw new SyntaxError(
            cursor.at(), "a parenthesis in an argument; put the argument in quotes");
      } else {
        parts.append(literalCharacter());
      }
    }
    return parts.withoutTrailingBlanks();
  }

  private boolean looksAtExpression() {
    return cursor.looksAt("{{") || (cursor.looksAt("${") && !cursor.looksAt("${{"));
  }

  private Expression expression(int depth) throws SyntaxError {
    int start = cursor.at();
    if (!source.countPart()) {
      cursor.skipToEnd();
      return new Literal("");
    }
    if (cursor.looksAt("{{")) {
      return references.read(depth > 0);
    }
    Expression call = calls.read(depth);
    if (depth == 0 && call instanceof Literal raw) {
      checkHeader(raw.text(), start);
    }
    return call;
  }

  private String literal(boolean first) {
    int start = cursor.at();
    String text = literalCharacter();
    checkHeader(text, start);
    if (source.place() == Place.HEADER && text.equals(" ") && (first || cursor.atEnd())) {
      source.problem(start, "a header value can neither begin nor end with a blank; remove it");
    }
    return text;
  }

  /** One character; {@code $} and an opening brace for their escape. */
  private String literalCharacter() {
    if (cursor.eat("$${")) {
      return "${";
    }
    return String.valueOf(cursor.next());
  }

  private void checkHeader(String text, int offset) {
    if (source.place() == Place.HEADER
        && !headerProblem
        && !text.chars().allMatch(HeaderTemplate::isAllowed)) {
      headerProblem = true;
      source.problem(
          offset, "a control or non-ASCII character, which no header can carry; remove it");
    }
  }

  /** Literal characters and expressions in order. */
  private static final class Parts {
    private final List<Expression> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();

    boolean isEmpty() {
      return parts.isEmpty() && literal.isEmpty();
    }

    void append(String text) {
      literal.append(text);
    }

    void add(Expression part) {
      flush();
      parts.add(part);
    }

    List<Expression> withoutTrailingBlanks() {
      int end = literal.length();
      while (end > 0 && Cursor.isBlank(literal.charAt(end - 1))) {
        end--;
      }
      literal.setLength(end);
      return merged();
    }

    /** Adjacent literals, raw ones too, as one. */
    List<Expression> merged() {
      flush();
      List<Expression> merged = new ArrayList<>();
      for (Expression part : parts) {
        int last = merged.size() - 1;
        if (part instanceof Literal next
            && last >= 0
            && merged.get(last) instanceof Literal previous) {
          merged.set(last, new Literal(previous.text() + next.text()));
        } else {
          merged.add(part);
        }
      }
      return List.copyOf(merged);
    }

    private void flush() {
      if (!literal.isEmpty()) {
        parts.add(new Literal(literal.toString()));
        literal.setLength(0);
      }
    }
  }
}
