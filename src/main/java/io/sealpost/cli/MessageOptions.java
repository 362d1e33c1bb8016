package io.sealpost.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.activation.ActivationMessage;
import io.sealpost.activation.DeliveryId;
import io.sealpost.activation.MessageReader;
import io.sealpost.broker.MessageBody;
import io.sealpost.broker.MessageRefusedException;
import io.sealpost.broker.PropertyNames;
import io.sealpost.trace.TraceContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** One activation message, made of options instead of coming from a queue. */
final class MessageOptions {
  private static final List<String> PROPERTIES =
      List.of(
          PropertyNames.EVENT,
          PropertyNames.EVENT_ID,
          PropertyNames.JOURNEY,
          PropertyNames.TRACEPARENT,
          PropertyNames.TRACESTATE,
          ActivationSender.CORRELATION_ID);

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "The attributes, a JSON object. Default: standard input.")
  private @Nullable Path file;

  @Option(
      names = "--property",
      paramLabel = "NAME=VALUE",
      parameterConsumer = PropertyConsumer.class,
      description =
          "A property of the message: event, eventId, journey, traceparent, tracestate or"
              + " correlationId. Repeatable.")
  private Map<String, String> properties = new LinkedHashMap<>();

  @Option(
      names = "--delivery-id",
      paramLabel = "ID",
      description =
          "The delivery id. Default: one made of the activation's name; for a test a new one, which"
              + " begins with del_test_.")
  private @Nullable String deliveryId;

  /** The first attempt at it, each time the same one. */
  ActivationMessage read(String activation) {
    return read(activation, DeliveryId.mint("ID:command-line", activation));
  }

  /** The first attempt at a delivery of its own. */
  ActivationMessage readTest(String activation) {
    return read(activation, DeliveryId.ofTest());
  }

  private ActivationMessage read(String activation, String defaultId) {
    checkProperties();
    String id = deliveryId == null ? defaultId : deliveryId;
    return new ActivationMessage(
        attributes(),
        id,
        1,
        0,
        properties.get(PropertyNames.EVENT),
        properties.get(PropertyNames.EVENT_ID),
        properties.get(PropertyNames.JOURNEY),
        properties.get(ActivationSender.CORRELATION_ID),
        TraceContext.ofDelivery(
            TraceContext.of(
                    properties.get(PropertyNames.TRACEPARENT),
                    properties.get(PropertyNames.TRACESTATE))
                .orElse(null),
            activation,
            id));
  }

  private void checkProperties() {
    MessageProperties.check(properties, PROPERTIES);
    if (deliveryId != null) {
      MessageProperties.checkDeliveryId(deliveryId);
    }
  }

  private ObjectNode attributes() {
    try (InputStream in = file == null ? System.in : Files.newInputStream(file)) {
      return MessageReader.attributes(
          new MessageBody.Bytes(in.readNBytes(MessageReader.MAX_BYTES + 1)));
    } catch (IOException e) {
      throw CommandException.unreadable(file == null ? Path.of("-") : file, e);
    } catch (MessageRefusedException e) {
      throw CommandException.failed(
          "%s: %s (%s)".formatted(file == null ? "Standard input" : file, e.getMessage(), e.code()),
          e);
    }
  }
}
