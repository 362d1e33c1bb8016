package io.sealpost.bench.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheFactory;
import io.sealpost.bench.rival.BodySignature;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Templates of mustache.java, each with a factory that escapes values for their place. */
final class MustacheTemplates implements Renderer {
  private static final String URL = Sample.URL_PREFIX + "/activation-0/{{user_id}}/events";

  /** Of a list, it names no single element: whoever fills the scope has to. */
  private static final String BODY =
      """
      {"user":"{{user_id}}","email":"{{email}}","name":"{{first_name}} {{last_name}}",\
      "city":"{{address.city}}","firstItem":"{{first_item.sku}}","properties":{{{attributes}}}}\
      """;

  private final MustacheFactory plain = escaping(UnaryOperator.identity());
  private final Mustache url =
      escaping(value -> URLEncoder.encode(value, UTF_8)).compile(new StringReader(URL), "url");
  private final Mustache eventId = plain.compile(new StringReader("{{event_id}}"), "eventId");
  private final Mustache sentAt = plain.compile(new StringReader("{{unix_timestamp}}"), "sentAt");
  private final Mustache body =
      escaping(value -> new String(JsonStringEncoder.getInstance().quoteAsString(value)))
          .compile(new StringReader(BODY), "body");
  private final Map<String, Object> attributes = Sample.map();
  private final BodySignature signature = new BodySignature(Sample.SECRET);

  private static MustacheFactory escaping(UnaryOperator<String> escape) {
    return new DefaultMustacheFactory() {
      @Override
      public void encode(String value, Writer writer) {
        try {
          writer.write(escape.apply(value));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  @Override
  public Request render() throws IOException {
    Map<String, Object> scope = new HashMap<>(attributes);
    scope.put("first_item", ((Iterable<?>) attributes.get("items")).iterator().next());
    scope.put("event_id", Sample.EVENT_ID);
    scope.put("unix_timestamp", Sample.NOW.getEpochSecond());
    scope.put("attributes", Sample.JSON.writeValueAsString(attributes));
    byte[] bytes = text(body, scope).getBytes(UTF_8);
    return new Request(
        text(url, scope), text(eventId, scope), text(sentAt, scope), bytes, signature.of(bytes));
  }

  private static String text(Mustache template, Map<String, Object> scope) throws IOException {
    StringWriter text = new StringWriter();
    template.execute(text, scope).flush();
    return text.toString();
  }
}
