package io.sealpost.expression;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sealpost.signature.Secret;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ExpressionEvaluationException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SealpostLanguageTest {
  private static final String HMAC_TEMPLATE =
      "\\{{user\\}} ${unix_timestamp} ${hmac_sha256_hex(\\{{secret:key\\}}, ${request_body})}";

  private final DefaultCamelContext camel = new DefaultCamelContext();

  @BeforeEach
  void start() {
    Instant now = Instant.ofEpochSecond(1727344935);
    camel.getRegistry().bind("clock", Clock.fixed(now, ZoneOffset.UTC));
    camel
        .getRegistry()
        .bind("secrets", new TemplateSecrets(Map.of(), Map.of("key", Secret.of("Jefe"))));
    camel.getRegistry().bind("shout", new Shout());
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  @Test
  void aYamlRouteRendersTheBodyOfItsExchange() throws Exception {
    addRoute(HMAC_TEMPLATE);
    String body = "{\"user\": \"{{x}} ${uuid}\"}";
    // printf '{"user": "{{x}} ${uuid}"}' | openssl dgst -sha256 -hmac Jefe
    String expected =
        "{{x}} ${uuid} 1727344935 8bafca2865d028dae3fa50273faa706537116dbf4f3a730ae6ed10af2c882d70";

    assertThat(request(body)).isEqualTo(expected);
    assertThat(request(body.getBytes(UTF_8))).isEqualTo(expected);
    assertThat(request(new ByteArrayInputStream(body.getBytes(UTF_8)))).isEqualTo(expected);
  }

  @Test
  void treesAndMapsAreAttributesToo() throws Exception {
    addRoute("\\{{a.b[0]\\}}\\{{c\\}} ${request_body}");
    String json = "{\"a\":{\"b\":[\"x\"]},\"c\":true}";

    assertThat(request(new JsonMapper().readTree(json))).isEqualTo("xtrue " + json);
    assertThat(request(new JsonMapper().readValue(json, LinkedHashMap.class)))
        .isEqualTo("xtrue " + json);
  }

  @Test
  void functionsBoundAsBeansCanBeCalled() throws Exception {
    addRoute("${shout(\\{{user\\}})}");

    assertThat(request("{\"user\":\"ada\"}")).isEqualTo("ADA!");
  }

  @Test
  void aTemplateIsAPredicateAndCanComeFromAResource() {
    var language = camel.resolveLanguage("sealpost");
    var exchange = new DefaultExchange(camel);
    exchange.getMessage().setBody("{\"user\":\"ada\",\"vip\":true}");

    assertThat(language.createPredicate("{{vip}}").matches(exchange)).isTrue();
    assertThat(language.createPredicate("{{user}}").matches(exchange)).isFalse();
    assertThat(
            language
                .createExpression("resource:classpath:templates/greeting.txt")
                .evaluate(exchange, String.class))
        .isEqualTo("Hello ada, 12 points");
  }

  @Test
  void whatCannotBeRenderedFailsTheExchangeWithItsCode() throws Exception {
    addRoute("\\{{user\\}}");

    for (Object body : new Object[] {"{}", "[]", "", "{\"user\":1,\"user\":2}", "x", 7}) {
      assertThatThrownBy(() -> request(body))
          .isInstanceOf(CamelExecutionException.class)
          .cause()
          .isInstanceOf(ExpressionEvaluationException.class)
          .hasMessageMatching("(?:missing-attribute|invalid-json|duplicate-key): .*")
          .hasCauseInstanceOf(RenderException.class);
    }
  }

  @Test
  void aRouteWithAWrongTemplateDoesNotLoad() {
    for (String wrong :
        List.of(
            "${nope}",
            "${http_method}",
            "${relative_path}",
            "${query}",
            "\\{{meta.event\\}}",
            "\\{{auth.api_key\\}}",
            "\\{{secret:other\\}}")) {
      assertThatThrownBy(() -> addRoute(wrong)).as(wrong).hasStackTraceContaining("at index 0: ");
    }
  }

  private void addRoute(String template) throws Exception {
    String yaml =
        """
        - route:
            id: render
            from:
              uri: direct:render
              steps:
                - setBody:
                    expression:
                      language:
                        language: sealpost
                        expression: '%s'
        """
            .formatted(template);
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(ResourceHelper.fromString("render.camel.yaml", yaml));
  }

  private String request(Object body) {
    return camel.createProducerTemplate().requestBody("direct:render", body, String.class);
  }

  private static final class Shout implements TemplateFunction {
    @Override
    public String name() {
      return "shout";
    }

    @Override
    public int arity() {
      return 1;
    }

    @Override
    public String apply(List<String> arguments) {
      return arguments.get(0).toUpperCase(Locale.ROOT) + "!";
    }
  }
}
