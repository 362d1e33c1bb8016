package io.sealpost.expression;

import io.sealpost.expression.Expression.Literal;
import io.sealpost.expression.Expression.RequestPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads <code>${…}</code>: a variable, or a function with its arguments. */
final class CallReader {
  /** How many calls may be inside each other; that many are accepted. */
  static final int MAX_DEPTH = 16;

  private final Source source;
  private final Cursor cursor;
  private final Functions functions;
  private final TextReader texts;

  CallReader(Source source, Functions functions, TextReader texts) {
    this.source = source;
    this.cursor = source.cursor();
    this.functions = functions;
    this.texts = texts;
  }

  Expression read(int depth) throws SyntaxError {
    int start = cursor.at();
    if (depth == MAX_DEPTH) {
      throw new SyntaxError(start, "calls nested deeper than " + MAX_DEPTH + " levels");
    }
    cursor.expect("${", "");
    cursor.skipBlanks();
    String name = cursor.name();
    cursor.skipBlanks();
    if (name.equals(Functions.RAW)) {
      return raw();
    }
    boolean called = cursor.eat("(");
    if (name.isEmpty() || (!called && !cursor.looksAt("}"))) {
      throw new SyntaxError(start, notClosed(name));
    }
    List<List<Expression>> arguments = called ? arguments(depth) : List.of();
    close();
    return resolve(name, arguments, called, start);
  }

  private Expression resolve(
      String name, List<List<Expression>> arguments, boolean called, int start) {
    Optional<Variable> variable = Variable.named(name);
    if (variable.isPresent()) {
      return variable(variable.get(), name, called, start);
    }
    TemplateFunction function = functions.find(name);
    if (function == null) {
      source.problem(
          start, "there is no ${" + name + "}; " + functions.suggestion(name) + hint(name, called));
      return new Literal("");
    }
    if (arguments.size() != function.arity()) {
      source.problem(
          start,
          name
              + " takes "
              + count(function.arity())
              + ", here "
              + (arguments.size() == 1 ? "is" : "are")
              + " "
              + arguments.size()
              + "; put an argument with a comma in quotes, write \"\" for an empty one");
      return new Literal("");
    }
    return new FunctionCall(function, arguments);
  }

  private Expression variable(Variable variable, String name, boolean called, int start) {
    source.reference(Reference.Kind.VARIABLE, name, start);
    if (called) {
      source.problem(start, name + " takes no arguments; write " + variable);
    }
    String refusal = variable.refusal(source.place());
    if (refusal != null) {
      source.problem(start, variable + " is not known here yet; use it " + refusal);
    }
    return new RequestPart(variable);
  }

  /** The parentheses are open; reads to behind the closing one. */
  private List<List<Expression>> arguments(int depth) throws SyntaxError {
    List<List<Expression>> arguments = new ArrayList<>();
    cursor.skipBlanks();
    if (cursor.eat(")")) {
      return arguments;
    }
    do {
      cursor.skipBlanks();
      arguments.add(argument(depth));
    } while (cursor.eat(","));
    cursor.expect(")", "the call is never closed; write )} behind its last argument");
    return arguments;
  }

  private List<Expression> argument(int depth) throws SyntaxError {
    int start = cursor.at();
    if (cursor.looksAtQuote()) {
      return List.of(quotedArgument());
    }
    List<Expression> parts = texts.argument(depth + 1);
    if (parts.isEmpty() && !cursor.atEnd()) {
      source.problem(start, "an empty argument; write \"\" for an empty text");
    }
    return parts;
  }

  private Literal quotedArgument() throws SyntaxError {
    var literal = new Literal(cursor.quoted());
    cursor.skipBlanks();
    if (cursor.peek() != ',' && cursor.peek() != ')') {
      throw new SyntaxError(
          cursor.at(), "something follows the closing quote; a comma or ) belongs here");
    }
    return literal;
  }

  private Expression raw() throws SyntaxError {
    int at = cursor.at();
    boolean opened = cursor.eat("(");
    cursor.skipBlanks();
    if (!opened || !cursor.looksAtQuote()) {
      throw new SyntaxError(at, "raw takes one text in quotes; write ${raw(\"…\")}");
    }
    Literal text = quotedArgument();
    cursor.expect(")", "raw takes one text in quotes; write ${raw(\"…\")}");
    close();
    return text;
  }

  private void close() throws SyntaxError {
    cursor.skipBlanks();
    cursor.expect("}", "the expression is never closed; write } here");
  }

  private static String hint(String name, boolean called) {
    return called ? "" : " An attribute is written {{" + name + "}}";
  }

  private String notClosed(String name) {
    String unknown = name.isEmpty() ? "no name follows ${" : "no expression begins with ${" + name;
    boolean known = Variable.named(name).isPresent() || functions.find(name) != null;
    return known
        ? "} or ( belongs behind ${" + name
        : unknown + "; " + functions.suggestion(name) + " A literal ${ is written $${";
  }

  private static String count(int arity) {
    return switch (arity) {
      case 0 -> "no arguments";
      case 1 -> "1 argument";
      default -> arity + " arguments";
    };
  }
}
