package io.sealpost.expression;

import java.time.Clock;
import java.util.Map;
import org.apache.camel.Expression;
import org.apache.camel.ExpressionIllegalSyntaxException;
import org.apache.camel.Predicate;
import org.apache.camel.spi.Registry;
import org.apache.camel.spi.annotations.Language;
import org.apache.camel.support.LanguageSupport;

/**
 * The template language in routes of an integrator's own: {@code language: {language: sealpost,
 * expression: …}}. The attributes are the JSON object in the exchange's body; see {@code
 * docs/expressions.md} for what else differs from activations.
 *
 * <p>Beans, looked up when the route is loaded: {@link TemplateFunction}s are added, one {@link
 * TemplateSecrets} provides secrets, one {@link Clock} the time.
 */
@Language("sealpost")
public final class SealpostLanguage extends LanguageSupport {

  /**
   * Parses the template, or the one that {@code resource:…} names.
   *
   * @throws ExpressionIllegalSyntaxException with all errors, so that the route does not start
   */
  @Override
  public Expression createExpression(String expression) {
    return parse(expression);
  }

  /** True where the rendered text is exactly {@code true}: a missing flag opens no filter. */
  @Override
  public Predicate createPredicate(String expression) {
    return parse(expression);
  }

  private ExchangeTemplate parse(String expression) {
    String text = loadResource(expression);
    Registry registry = getCamelContext().getRegistry();
    var secrets = registry.findSingleByType(TemplateSecrets.class);
    var clock = registry.findSingleByType(Clock.class);
    try {
      var parser = new TemplateParser(registry.findByType(TemplateFunction.class));
      return new ExchangeTemplate(
          text,
          parser.parse(text, Place.TEXT),
          secrets == null ? new TemplateSecrets(Map.of(), Map.of()) : secrets,
          clock == null ? Clock.systemUTC() : clock);
    } catch (TemplateSyntaxException e) {
      throw new ExpressionIllegalSyntaxException(text, e);
    }
  }
}
