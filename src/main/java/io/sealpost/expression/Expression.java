package io.sealpost.expression;

import io.sealpost.signature.Secret;
import java.util.Map;

/** A part of a parsed template. What it renders is never parsed. */
sealed interface Expression permits AttributeReference, FunctionCall, Expression.Atom {

  void render(RenderContext context, TextOutput output) throws RenderException;

  /** A part without parts of its own. */
  sealed interface Atom extends Expression {}

  /** Text as it stands. */
  record Literal(String text) implements Atom {
    @Override
    public void render(RenderContext context, TextOutput output) throws RenderException {
      output.append(text);
    }
  }

  /** A credential of the connection. */
  record Credential(String name) implements Atom {
    @Override
    public void render(RenderContext context, TextOutput output) throws RenderException {
      output.appendSecret(reveal(context.auth(), name, "auth."));
    }
  }

  /** A secret from the configuration. */
  record NamedSecret(String name) implements Atom {
    @Override
    public void render(RenderContext context, TextOutput output) throws RenderException {
      output.appendSecret(reveal(context.secrets(), name, "secret:"));
    }
  }

  /** A circumstance of the delivery; nothing where it has none. */
  record Meta(String name) implements Atom {
    @Override
    public void render(RenderContext context, TextOutput output) throws RenderException {
      output.append(context.meta().getOrDefault(name, ""));
    }
  }

  /** The request under construction, or its time. */
  record RequestPart(Variable variable) implements Atom {
    @Override
    public void render(RenderContext context, TextOutput output) throws RenderException {
      output.append(variable.value(context));
    }
  }

  private static String reveal(Map<String, Secret> secrets, String name, String prefix)
      throws RenderException {
    Secret secret = secrets.get(name);
    if (secret == null) {
      throw new RenderException(
          "missing-secret", "there is no secret for {{" + prefix + name + "}} here");
    }
    return secret.reveal();
  }
}
