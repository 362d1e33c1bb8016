package io.sealpost.expression;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attributes that did not come through {@link ExactJson}, e.g. a tree built in a route. */
class ForeignTextTest {
  private static final ObjectNode ATTRIBUTES =
      JsonNodeFactory.instance.objectNode().put("half", "a\ud83d").put("x", 1.5);

  @ParameterizedTest
  @EnumSource(Place.class)
  void halfASurrogatePairIsRefusedRatherThanSentAsAQuestionMark(Place place) {
    assertThatThrownBy(() -> Contexts.parse("a{{half}}", place).render(Contexts.of(ATTRIBUTES)))
        .isInstanceOfSatisfying(
            RenderException.class, e -> assertThat(e.code()).isEqualTo("lone-surrogate"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\ud83d", "\ud83dx", "\ude00\ud83d", "\ude00"})
  void aBodyIsUtf8WhateverItsValuesHold(String half) throws RenderException {
    ObjectNode attributes = JsonNodeFactory.instance.objectNode().put("half", half);

    for (String template : new String[] {"\"{{half}}\"", "\"{{attributes}}\""}) {
      byte[] body = Contexts.parseBody(template).render(Contexts.of(attributes)).bytes();

      assertThat(new String(body, UTF_8).getBytes(UTF_8)).isEqualTo(body);
      assertThat(new String(body, UTF_8)).doesNotContain("?", "\ufffd").contains("\\u");
    }
  }

  @Test
  void aNumberWithoutJsonFormIsRefused() {
    ObjectNode attributes = JsonNodeFactory.instance.objectNode();
    attributes.set("n", DoubleNode.valueOf(Double.POSITIVE_INFINITY));

    for (String template : new String[] {"\"{{n}}\"", "\"x{{attributes}}\""}) {
      assertThatThrownBy(() -> Contexts.parseBody(template).render(Contexts.of(attributes)))
          .isInstanceOfSatisfying(
              RenderException.class, e -> assertThat(e.code()).isEqualTo("invalid-json"));
    }
  }
}
