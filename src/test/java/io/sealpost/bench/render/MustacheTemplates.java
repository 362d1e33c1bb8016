package io.sealpost.bench.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import io.sealpost.bench.rival.BodySignature;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.Map;

/** Templates of mustache.java that escape values for JSON; the URL's is not escaped at all. */
final class MustacheTemplates implements Renderer {
  private static final String URL = Sample.URL_PREFIX + "/activation-0/{{{user_id}}}/events";

  /** Of a list, it names no single element: whoever fills the scope has to. */
  private static final String BODY =
      """
      {"user":"{{user_id}}","email":"{{email}}","name":"{{first_name}} {{last_name}}",\
      "city":"{{address.city}}","firstItem":"{{first_item.sku}}","properties":{{{attributes}}}}\
      """;

  private final DefaultMustacheFactory factory =
      new DefaultMustacheFactory() {
        @Override
        public void encode(String value, Writer writer) {
          try {
            writer.write(JsonStringEncoder.getInstance().quoteAsString(value));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };

  private final Mustache url = factory.compile(new StringReader(URL), "url");
  private final Mustache body = factory.compile(new StringReader(BODY), "body");
  private final Map<String, Object> attributes = Sample.map();
  private final BodySignature signature = new BodySignature(Sample.SECRET);

  @Override
  public Request render() throws IOException {
    Map<String, Object> scope = new HashMap<>(attributes);
    scope.put("first_item", ((Iterable<?>) attributes.get("items")).iterator().next());
    scope.put("attributes", Sample.JSON.writeValueAsString(attributes));
    byte[] bytes = text(body, scope).getBytes(UTF_8);
    return new Request(
        text(url, scope),
        Sample.EVENT_ID,
        Long.toString(Sample.NOW.getEpochSecond()),
        bytes,
        signature.of(bytes));
  }

  private static String text(Mustache template, Map<String, Object> scope) throws IOException {
    StringWriter text = new StringWriter(2_048);
    template.execute(text, scope).flush();
    return text.toString();
  }
}
