package io.sealpost.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.attemptlog.AttemptLogException;
import io.sealpost.attemptlog.AuditEntry;
import io.sealpost.attemptlog.AuditLog;
import java.util.List;
import java.util.Map;

/** Who changed what. */
final class AuditResources {
  private static final JsonMapper JSON = new JsonMapper();

  private final AuditLog audit;

  AuditResources(AuditLog audit) {
    this.audit = audit;
  }

  Map<String, Resource> byOperation() {
    return Map.of("listAudit", this::list);
  }

  private ApiAnswer list(ApiRequest request) throws AttemptLogException {
    int limit = request.parameters().get("limit").intValue();
    // One more tells whether there is another page.
    List<AuditEntry> entries = audit.find(before(request), limit + 1);
    boolean more = entries.size() > limit;
    ObjectNode answer = ApiAnswer.object();
    ArrayNode page = answer.putArray("entries");
    for (AuditEntry entry : more ? entries.subList(0, limit) : entries) {
      page.add(json(entry));
    }
    answer.put("next", more ? Long.toString(entries.get(limit - 1).id()) : null);
    return ApiAnswer.ok(answer);
  }

  private static long before(ApiRequest request) {
    String cursor = request.text("cursor");
    if (cursor == null) {
      return Long.MAX_VALUE;
    }
    if (!cursor.matches("[0-9]{1,18}")) {
      throw RefusedException.badRequest("cursor is none: take the next of the page before");
    }
    return Long.parseLong(cursor);
  }

  private static ObjectNode json(AuditEntry entry) {
    ObjectNode json = (ObjectNode) ApiAnswer.json(entry);
    try {
      json.set("parameters", JSON.readTree(entry.parameters()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "Column parameters of audit " + entry.id() + " holds no JSON", e);
    }
    return json;
  }
}
