package io.sealpost.expression;

import java.util.ArrayList;
import java.util.List;

/** A call of a function; each argument is a template of its own. */
record FunctionCall(TemplateFunction function, List<List<Expression>> arguments)
    implements Expression {

  @Override
  public void render(RenderContext context, TextOutput output) throws RenderException {
    List<String> texts = new ArrayList<>(arguments.size());
    boolean secret = false;
    for (List<Expression> argument : arguments) {
      TextOutput text = output.forArgument();
      for (Expression part : argument) {
        part.render(context, text);
      }
      texts.add(text.text());
      secret |= text.holdsSecret();
    }
    String value = apply(texts, secret);
    // An HMAC tells nothing of its key; whatever else is made of a secret might.
    if (secret && !(function instanceof HmacFunction)) {
      output.appendSecret(value);
    } else {
      output.append(value);
    }
  }

  private String apply(List<String> texts, boolean secret) throws RenderException {
    String value;
    try {
      value = function.apply(texts);
    } catch (IllegalArgumentException e) {
      throw failed(e, secret, ": " + e.getMessage());
    } catch (RuntimeException e) {
      // A function of an integrator's own must not take the delivery's thread down with it.
      throw failed(e, secret, " with " + e.getClass().getName());
    }
    if (value == null) {
      throw new RenderException("function-failed", call() + " returned null");
    }
    return value;
  }

  /** Where an argument holds a secret, neither text nor cause is passed on: they may quote it. */
  private RenderException failed(RuntimeException e, boolean secret, String reason) {
    if (secret && !BuiltInFunctions.ALL.contains(function)) {
      return new RenderException(
          "function-failed", call() + " failed with " + e.getClass().getName());
    }
    return new RenderException("function-failed", call() + " failed" + reason, e);
  }

  private String call() {
    return "${" + function.name() + "(…)}";
  }
}
