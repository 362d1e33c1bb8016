package io.sealpost.bench.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sealpost.bench.rival.BodySignature;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/**
 * Camel's simple language, parsed once. It does less: nothing escapes the values, so that a quote
 * in one of them would end the string it stands in.
 */
final class CamelSimple implements Renderer {
  private static final String URL = Sample.URL_PREFIX + "/activation-0/${body[user_id]}/events";
  private static final String BODY =
      """
      {"user":"${body[user_id]}","email":"${body[email]}",\
      "name":"${body[first_name]} ${body[last_name]}","city":"${body[address][city]}",\
      "firstItem":"${body[items][0][sku]}","properties":${exchangeProperty.attributes}}\
      """;

  private final CamelContext context = new DefaultCamelContext();
  private final Exchange exchange = new DefaultExchange(context);
  private final Expression url;
  private final Expression eventId;
  private final Expression sentAt;
  private final Expression body;
  private final Map<String, Object> attributes = Sample.map();
  private final BodySignature signature = new BodySignature(Sample.SECRET);

  CamelSimple() {
    context.start();
    url = expression(URL);
    eventId = expression("${exchangeProperty.eventId}");
    sentAt = expression("${exchangeProperty.unixTimestamp}");
    body = expression(BODY);
    exchange.getMessage().setBody(attributes);
  }

  private Expression expression(String text) {
    Expression expression = context.resolveLanguage("simple").createExpression(text);
    expression.init(context);
    return expression;
  }

  @Override
  public Request render() throws JsonProcessingException {
    exchange.setProperty("eventId", Sample.EVENT_ID);
    exchange.setProperty("unixTimestamp", Sample.NOW.getEpochSecond());
    exchange.setProperty("attributes", Sample.JSON.writeValueAsString(attributes));
    byte[] bytes = body.evaluate(exchange, String.class).getBytes(UTF_8);
    return new Request(
        url.evaluate(exchange, String.class),
        eventId.evaluate(exchange, String.class),
        sentAt.evaluate(exchange, String.class),
        bytes,
        signature.of(bytes));
  }
}
