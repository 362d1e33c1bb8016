package io.sealpost.expression;

import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;

/** A value of a parsed body. */
sealed interface BodyNode {

  void write(RenderContext context, BodyOutput output) throws RenderException, IOException;

  /** A member of an object; its key is escaped once, here. */
  record Member(SerializedString key, BodyNode value) {}

  /** An object. */
  record Members(List<Member> members) implements BodyNode {
    @Override
    public void write(RenderContext context, BodyOutput output)
        throws RenderException, IOException {
      output.generator().writeStartObject();
      for (Member member : members) {
        output.generator().writeFieldName(member.key());
        member.value().write(context, output);
      }
      output.generator().writeEndObject();
    }
  }

  /** An array. */
  record Elements(List<BodyNode> elements) implements BodyNode {
    @Override
    public void write(RenderContext context, BodyOutput output)
        throws RenderException, IOException {
      output.generator().writeStartArray();
      for (BodyNode element : elements) {
        element.write(context, output);
      }
      output.generator().writeEndArray();
    }
  }

  /** A number, boolean or null of the template. */
  record Constant(JsonNode value) implements BodyNode {
    @Override
    public void write(RenderContext context, BodyOutput output) throws IOException {
      output.value(value);
    }
  }

  /** A string that is exactly one attribute and takes its JSON type. */
  record TypedAttribute(AttributeReference attribute) implements BodyNode {
    @Override
    public void write(RenderContext context, BodyOutput output)
        throws RenderException, IOException {
      JsonNode value = attribute.value(context);
      output.value(value, attribute.shown(context, value));
    }
  }

  /** Any other string. */
  record Text(List<Expression> parts) implements BodyNode {
    @Override
    public void write(RenderContext context, BodyOutput output)
        throws RenderException, IOException {
      TextOutput text = output.text();
      for (Expression part : parts) {
        part.render(context, text);
      }
      output.string(text);
    }
  }
}
