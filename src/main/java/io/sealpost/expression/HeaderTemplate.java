package io.sealpost.expression;

import java.util.Set;

/** A template of a header value: what every receiver reads alike, or nothing at all. */
record HeaderTemplate(ParsedText text) implements Template {
  @Override
  public Rendered render(RenderContext context) throws RenderException {
    TextOutput output = TextOutput.upTo(context.maxBytes());
    for (Expression part : text.parts()) {
      if (part instanceof AttributeReference attribute
          && attribute.value(context).isContainerNode()) {
        throw refused("{{" + attribute.path() + "}} is an object or array");
      }
      part.render(context, output);
    }
    Rendered value = output.rendered();
    check(value.text());
    return value;
  }

  /** Space to tilde. Receivers disagree on Latin-1 and UTF-8, and strip blanks at the ends. */
  static boolean isAllowed(int c) {
    return c >= ' ' && c <= '~';
  }

  @Override
  public String literalPrefix() {
    return text.literalPrefix();
  }

  @Override
  public Set<Reference> references() {
    return text.references();
  }

  private static void check(String value) throws RenderException {
    for (int i = 0; i < value.length(); i++) {
      if (!isAllowed(value.charAt(i))) {
        throw refused("it holds a control or non-ASCII character at index " + i);
      }
    }
    if (value.startsWith(" ") || value.endsWith(" ")) {
      throw refused("it begins or ends with a blank");
    }
  }

  private static RenderException refused(String reason) {
    return new RenderException(
        "invalid-header-value",
        "not a header value: " + reason + "; encode it, e.g. with ${url_encode(…)}");
  }
}
