package io.sealpost.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealpost.activation.DeliveryId;
import io.sealpost.broker.BrokerConnections;
import io.sealpost.broker.PropertyNames;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends activation messages. */
@Command(
    name = "send",
    header = "Send activation messages to the queue.",
    description = {
      "The attributes are one JSON object, or one a line, from --file or standard input. They go in"
          + " transactions of 100; should one of them be no JSON object, those before it are sent"
          + " from standard input, and none is sent from a file."
    },
    footer = {
      "  echo '{\"user_id\": 7}' | sealpost send welcome",
      "  sealpost send welcome --file users.ndjson --property journey=onboarding",
      "  sealpost send --property event=order.paid --property eventId=e-1 --file order.json"
    })
final class SendCommand implements Callable<Integer> {
  /** ACTIVATION is a parameter, and no other property may steer anything. */
  private static final List<String> PROPERTIES =
      List.of(
          PropertyNames.EVENT,
          PropertyNames.EVENT_ID,
          PropertyNames.ORDERING_KEY,
          PropertyNames.JOURNEY,
          PropertyNames.PRODUCER_DELIVERY_ID,
          PropertyNames.TRACEPARENT,
          PropertyNames.TRACESTATE,
          ActivationSender.CORRELATION_ID);

  private static final long UNKNOWN = -1;

  @Mixin private Folders folders = new Folders();
  @Mixin private OutputFormat format = new OutputFormat();
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "ACTIVATION",
      arity = "0..1",
      description = "Whom to send to. Without it, the property event says.")
  private @Nullable String activation;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "One JSON object, or one a line. Default: standard input.")
  private @Nullable Path file;

  @Option(
      names = "--property",
      paramLabel = "NAME=VALUE",
      parameterConsumer = PropertyConsumer.class,
      description =
          "A property of each message: event, eventId, orderingKey, journey, deliveryId,"
              + " traceparent, tracestate or correlationId. Repeatable.")
  private Map<String, String> properties = new LinkedHashMap<>();

  @Override
  public Integer call() {
    checkAddress();
    long expected = file == null ? UNKNOWN : check(file);
    BrokerAccess broker = new BrokerAccess(folders);
    try (BrokerConnections connections = broker.connections();
        ActivationSender sender = open(broker, connections);
        Progress progress = new Progress("sending")) {
      BatchedSending sending = new BatchedSending(sender, progress, expected);
      send(sending);
      print(sending);
    }
    return ExitCode.OK;
  }

  private void checkAddress() {
    MessageProperties.check(properties, PROPERTIES);
    if (activation != null) {
      MessageProperties.checkLength("activation's name", activation);
      ConfiguredActivation.requireFile(activation, folders.config());
    } else if (!properties.containsKey(PropertyNames.EVENT)) {
      throw CommandException.unusable(
          "Name an ACTIVATION, or an event with --property event=NAME.", null);
    }
  }

  /** All of a file, so that either all or nothing of it is sent. */
  private long check(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      AttributesReader reader = reader(in);
      long objects = 0;
      while (reader.next() != null) {
        objects++;
      }
      return objects;
    } catch (IOException e) {
      throw CommandException.unreadable(path, e);
    } catch (BadAttributesException e) {
      throw CommandException.failed("%s: %s. Nothing was sent.".formatted(path, e.getMessage()), e);
    }
  }

  private AttributesReader reader(InputStream in) {
    return new AttributesReader(in, properties.containsKey(PropertyNames.PRODUCER_DELIVERY_ID));
  }

  private ActivationSender open(BrokerAccess broker, BrokerConnections connections) {
    try {
      return new ActivationSender(connections.factory(), activation, properties);
    } catch (JMSRuntimeException e) {
      throw broker.unreachable(e);
    }
  }

  private void send(BatchedSending sending) {
    try (InputStream in = file == null ? System.in : Files.newInputStream(file)) {
      sending.sendAll(reader(in));
    } catch (IOException e) {
      throw CommandException.failed(
          "%s can't be read further: %s. %s"
              .formatted(source(), e.getMessage(), sentSoFar(sending)),
          e);
    } catch (BadAttributesException e) {
      throw CommandException.failed(
          "%s: %s. %s Go on from that line."
              .formatted(source(), e.getMessage(), sentSoFar(sending)),
          e);
    } catch (JMSException | JMSRuntimeException e) {
      throw CommandException.failed(
          "The broker failed: %s. %s The transaction under way may have been taken or not."
              .formatted(e.getMessage(), sentSoFar(sending)),
          e);
    }
    if (sending.sent() == 0) {
      throw CommandException.notSo(source() + " is empty: nothing was sent.");
    }
  }

  private String source() {
    return file == null ? "Standard input" : file.toString();
  }

  private static String sentSoFar(BatchedSending sending) {
    return Plural.of(sending.sent(), "message") + " sent.";
  }

  private void print(BatchedSending sending) {
    PrintWriter out = spec.commandLine().getOut();
    String deliveryId = deliveryId(sending);
    if (format.isJson()) {
      out.println(
          JsonNodeFactory.instance
              .objectNode()
              .put("sent", sending.sent())
              .put("activation", activation)
              .put("event", properties.get(PropertyNames.EVENT))
              .put("deliveryId", deliveryId));
    } else {
      out.printf(
          "%s%s%n",
          sentSoFar(sending), deliveryId == null ? "" : " Its delivery is " + deliveryId + ".");
    }
    out.flush();
  }

  /** Dispatch will mint the same; null where there are several. */
  private @Nullable String deliveryId(BatchedSending sending) {
    return sending.sent() != 1 || activation == null
        ? null
        : DeliveryId.of(
                properties.get(PropertyNames.PRODUCER_DELIVERY_ID),
                sending.lastMessageId(),
                activation)
            .orElse(null);
  }
}
