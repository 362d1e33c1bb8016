package io.sealpost.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.broker.QueueDepth;
import io.sealpost.broker.QueueDepths;
import io.sealpost.broker.Queues;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** How full the queues are. */
@Command(
    name = "status",
    header = "Show how many messages wait, are kept back for a retry, and are dead.",
    description = {
      "A queue of an activation that is no longer configured is marked orphaned: its messages wait"
          + " until the activation is added again."
    },
    footer = {"  sealpost status", "  sealpost status --json"})
final class StatusCommand implements Callable<Integer> {
  private static final JsonMapper JSON = new JsonMapper();

  @Mixin private Folders folders = new Folders();
  @Mixin private OutputFormat format = new OutputFormat();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    JsonNode status =
        ManagementClient.askIfRunning(folders, client -> client.get("/v1/queues"))
            .orElseGet(this::fromBroker);
    ResultTable table =
        new ResultTable("queue", "messages", "scheduled", "delivering", "consumers", "note");
    for (JsonNode queue : status.path("queues")) {
      table.add(
          queue.path("queue").asText(),
          queue.path("messages").asLong(),
          queue.path("scheduled").asLong(),
          queue.path("delivering").asLong(),
          queue.path("consumers").asInt(),
          note(queue));
    }
    format.print(table, spec);
    if (!status.path("serving").asBoolean()) {
      spec.commandLine()
          .getErr()
          .println("Nothing is delivered: no Sealpost reads the queues. Start it: sealpost run");
    }
    return ExitCode.OK;
  }

  private static @Nullable String note(JsonNode queue) {
    boolean orphaned = queue.path("orphaned").asBoolean();
    boolean paused = queue.path("paused").asBoolean();
    return orphaned ? "orphaned" : paused ? "paused" : null;
  }

  /** In the form of the management API. With nobody to ask, an unread queue is an orphaned one. */
  private JsonNode fromBroker() {
    List<QueueDepth> depths =
        new BrokerAccess(folders).call(broker -> new QueueDepths(broker).read());
    boolean serving =
        depths.stream()
            .anyMatch(depth -> depth.queue().equals(Queues.ACTIVATIONS) && depth.consumers() > 0);
    ObjectNode status = JSON.createObjectNode();
    status.put("serving", serving);
    ArrayNode queues = status.putArray("queues");
    for (QueueDepth depth : depths) {
      ObjectNode queue = JSON.valueToTree(depth);
      queues.add(queue.put("orphaned", serving && isUnread(depth)));
    }
    return status;
  }

  private static boolean isUnread(QueueDepth depth) {
    return depth.queue().startsWith(Queues.DELIVERY_PREFIX) && depth.consumers() == 0;
  }
}
