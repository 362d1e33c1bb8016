package io.sealpost.bench.render;

import io.sealpost.activation.Activation;
import io.sealpost.activation.ActivationMessage;
import io.sealpost.activation.MessageReader;
import io.sealpost.bench.rival.BodySignature;
import io.sealpost.bench.stage.SampleMessage;
import io.sealpost.bench.stage.SealpostFolder;
import io.sealpost.bench.stage.Traffic;
import io.sealpost.broker.MessageBody;
import io.sealpost.broker.MessageRefusedException;
import io.sealpost.configuration.CamelPlaceholderResolver;
import io.sealpost.configuration.Configuration;
import io.sealpost.configuration.ConfigurationReader;
import io.sealpost.configuration.Defaults;
import io.sealpost.delivery.Delivery;
import io.sealpost.delivery.RequestHeader;
import io.sealpost.delivery.SignedRequest;
import io.sealpost.expression.RenderException;
import io.sealpost.expression.TemplateParser;
import io.sealpost.trace.TraceContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * The steps of a delivery from the URL to the signature. They do more than the others: the request
 * once more without secrets, for the attempt log; its trace; its delivery id.
 */
final class SealpostTemplates implements Renderer {
  private final Delivery delivery;

  /**
   * Of the configuration that the other scenarios use, too.
   *
   * @param folder it is written to
   */
  SealpostTemplates(Path folder) throws IOException, MessageRefusedException {
    Configuration configuration = configuration(folder);
    Activation activation = configuration.activation(SealpostFolder.activation(0)).orElseThrow();
    delivery = new Delivery(activation, message(activation.name()), configuration.secrets());
  }

  private static Configuration configuration(Path folder) throws IOException {
    String connection =
        "allowPlainHttp: true\nsigning: {scheme: td, secrets: [\"%s\"]}".formatted(Sample.SECRET);
    new SealpostFolder(Sample.URL_PREFIX, Traffic.ONE, 1, connection).write(folder);
    CamelContext context = new DefaultCamelContext();
    try {
      ConfigurationReader.Result result =
          new ConfigurationReader(
                  new CamelPlaceholderResolver(context, folder),
                  new TemplateParser(List.of()),
                  Defaults.STANDARD)
              .read(folder);
      return Objects.requireNonNull(result.configuration(), result.problems()::toString);
    } finally {
      context.stop();
    }
  }

  private static ActivationMessage message(String activation) throws MessageRefusedException {
    String id = "del_4711";
    return new ActivationMessage(
        MessageReader.attributes(new MessageBody.Text(SampleMessage.body(Sample.NUMBER))),
        id,
        1,
        0,
        null,
        Sample.EVENT_ID,
        null,
        null,
        TraceContext.ofDelivery(null, activation, id));
  }

  @Override
  public Request render() throws RenderException {
    SignedRequest request =
        delivery.attempt(Sample.NOW).renderUrl().renderBody().renderHeaders().sign();
    return new Request(
        request.url().text(),
        header(request, "X-Event-Id"),
        header(request, "X-Sent-At"),
        request.body().bytes(),
        header(request, BodySignature.HEADER));
  }

  private static String header(SignedRequest request, String name) {
    for (RequestHeader header : request.headers()) {
      if (header.name().equals(name)) {
        return header.value().text();
      }
    }
    throw new IllegalStateException("The request has no " + name);
  }
}
