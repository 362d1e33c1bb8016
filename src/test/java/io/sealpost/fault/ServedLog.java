package io.sealpost.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealpost.console.ManagementToken;
import io.sealpost.fault.LedgerEntry.Logged;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The attempt log as the management API of a running Sealpost tells it. */
final class ServedLog {
  private static final int PAGE = 500;

  private ServedLog() {}

  /** All rows. */
  static List<Logged> read(int port, Path data) throws IOException, InterruptedException {
    String token = ManagementToken.load(data).orElseThrow().reveal();
    HttpClient client = HttpClient.newHttpClient();
    List<Logged> rows = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = page(client, port, token, cursor);
      page.path("attempts").forEach(row -> rows.add(logged(row)));
      cursor = page.path("next").asText("");
    } while (!cursor.isEmpty() && !cursor.equals("null"));
    return rows;
  }

  private static JsonNode page(HttpClient client, int port, String token, String cursor)
      throws IOException, InterruptedException {
    String query =
        "limit="
            + PAGE
            + (cursor.isEmpty()
                ? ""
                : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8));
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + port + "/v1/deliveries?" + query))
                .header("Authorization", "Bearer " + token)
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("The management API answered " + answer.statusCode());
    }
    return new ObjectMapper().readTree(answer.body());
  }

  private static Logged logged(JsonNode row) {
    JsonNode delivery = row.path("delivery");
    String activation = delivery.path("activation").asText();
    return new Logged(
        Unit.of(
            delivery.path("eventId").asText(),
            delivery.path("event").textValue(),
            activation.isEmpty() ? null : activation),
        delivery.path("id").asText(),
        delivery.path("attempt").asInt(),
        row.path("outcome").asText());
  }
}
