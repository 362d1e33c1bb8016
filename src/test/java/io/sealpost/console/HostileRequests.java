package io.sealpost.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Requests for an operation that nobody should send, made from its part of the contract: each has
 * to be refused.
 */
final class HostileRequests {
  private static final String LONG = "x".repeat(1_100);

  /** Wrong for text of any kind: percent-encoded as it goes into a URL. */
  private static final List<String> NO_TEXT = List.of(LONG, "%00", "a%0D%0AX:%201", "%", "%zz");

  private final Offered offered;
  private final String token;
  private final List<Hostile> requests = new ArrayList<>();

  /**
   * One of them.
   *
   * @param headers that replace the usual ones, the line break of more in the value; an empty one
   *     is left out
   * @param body one character a byte; null for none
   */
  record Hostile(String method, String target, Map<String, String> headers, String body) {
    @Override
    public String toString() {
      return "%s %s %s %s".formatted(method, shown(target), shown(headers.toString()), shown(body));
    }

    private static String shown(String text) {
      return text == null || text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
  }

  private HostileRequests(Offered offered, String token) {
    this.offered = offered;
    this.token = token;
  }

  /** Where it ends nobody can tell: all that can be done is to hang up. */
  static Hostile withoutEnd(Offered offered) {
    return new Hostile(offered.method(), offered.target(), chunked(), "no chunk\r\n");
  }

  static List<Hostile> of(Offered offered, String token) {
    HostileRequests all = new HostileRequests(offered, token);
    all.doors();
    all.methods();
    all.pathParameters();
    all.queryParameters();
    if (offered.takesBody()) {
      all.bodies();
      all.contentTypes();
    } else {
      all.uncalledBodies();
    }
    return all.requests;
  }

  private void doors() {
    String basic = Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.US_ASCII));
    for (String authorization :
        List.of(
            "",
            " ",
            "Bearer",
            "Bearer wrong",
            "Bearer " + token + "x",
            "Bearer " + token.substring(1),
            "Bearer \"" + token + "\"",
            "Basic " + basic,
            token,
            "Bearer " + token + ", Bearer " + token,
            "Bearer " + token + "\r\nAuthorization: Bearer " + token,
            "Bearer " + "x".repeat(7_000),
            "Bearer \u00fc\u00ff")) {
      add(offered.target(), Map.of("Authorization", authorization), valid());
    }
    add(offered.target() + "?token=" + token, Map.of("Authorization", ""), valid());
    add(
        offered.target(),
        Map.of("Authorization", "", "Cookie", "token=" + token, "X-Token", token),
        valid());
    for (String host :
        List.of(
            "",
            " ",
            "evil.example",
            "localhost.evil.example",
            "localhost.",
            "localhost:99999",
            "localhost:",
            "localhost:-1",
            "user@localhost",
            "localhost/x",
            "localhost\r\nHost: localhost",
            "127.1",
            "0x7f000001",
            "2130706433",
            "[::2]",
            "[::1",
            "::1",
            "[0:0:0:0:0:0:0:1]",
            "l\u00f6calhost")) {
      add(offered.target(), Map.of("Host", host), valid());
    }
    add("http://evil.example" + offered.target(), Map.of(), valid());
    add(offered.target() + "?" + LONG.repeat(8), Map.of(), valid());
    add(offered.target(), Map.of("X-Long", LONG.repeat(8)), valid());
    add(offered.target(), Map.of("X-Many", "1" + "\r\nX: 1".repeat(4_000)), valid());
    add(offered.target(), Map.of("No name", "1"), valid());
    add(offered.target(), Map.of("Content-Length", "-1"), valid());
    add(offered.target(), Map.of("Content-Length", "1\r\nContent-Length: 2"), valid());
  }

  private void methods() {
    for (String method : List.of("PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "FOO", "get")) {
      requests.add(new Hostile(method, offered.target() + "/x/y", Map.of(), null));
      requests.add(new Hostile(method, offered.target(), Map.of(), null));
    }
    Map<String, String> preflight =
        Map.of(
            "Origin",
            "https://evil.example",
            "Access-Control-Request-Method",
            offered.method(),
            "Access-Control-Request-Headers",
            "authorization");
    requests.add(new Hostile("OPTIONS", offered.target(), preflight, null));
    requests.add(new Hostile("CONNECT", offered.target(), Map.of(), null));
  }

  private void pathParameters() {
    for (JsonNode parameter : offered.parameters("path")) {
      List<String> wrong = new ArrayList<>(NO_TEXT);
      wrong.addAll(List.of("", "..", "%2e%2e%2f", "unheard", "a/b", "%F0%9F%98%80", "%ff%fe"));
      for (String value : wrong) {
        add(
            offered.path().replace("{" + parameter.path("name").asText() + "}", value),
            Map.of(),
            valid());
      }
    }
  }

  private void queryParameters() {
    for (JsonNode parameter : offered.parameters("query")) {
      String name = parameter.path("name").asText();
      for (String wrong : wrongInQuery(Offered.resolved(parameter.path("schema")))) {
        query(name + "=" + wrong);
      }
      query(name);
      query(name + "=1&" + name + "=1");
      query(name + "[]=1");
      query(name.toUpperCase(java.util.Locale.ROOT) + "=1");
    }
    query("lmit=1");
    query("=1");
    query("%00=1");
    query("%zz");
    query("since=2026-03-02T00:00:00Z&until=2026-03-01T00:00:00Z");
  }

  private void query(String query) {
    add(offered.target() + "?" + query, Map.of(), valid());
  }

  private static List<String> wrongInQuery(JsonNode schema) {
    List<String> wrong = new ArrayList<>(NO_TEXT);
    wrong.add("");
    String type = schema.path("type").asText();
    if (type.equals("integer")) {
      wrong.add(Long.toString(schema.path("minimum").asLong() - 1));
      wrong.add(Long.toString(schema.path("maximum").asLong() + 1));
      wrong.addAll(List.of("1.5", "1e3", "0x10", "%D9%A3", "99999999999999999999", "null", "-0"));
    } else if (type.equals("boolean")) {
      wrong.addAll(List.of("TRUE", "1", "yes"));
    } else if (schema.has("enum")) {
      wrong.addAll(List.of("DEAD", "dead,retry", "%C4%B1"));
    } else if (schema.path("title").asText().startsWith("a time")) {
      wrong.addAll(List.of("now", "0s", "2026-02-30T00:00:00Z", "2026-03-01T00:00:00"));
    }
    return wrong;
  }

  private void bodies() {
    for (String body :
        List.of(
            "",
            " ",
            "nonsense",
            "null",
            "3",
            "\"{}\"",
            "[]",
            "{",
            "{} {}",
            "{\"a\":1,\"a\":1}",
            "{\"a\":NaN}",
            "{a:1}",
            "{\"a\":\"\\ud800\"}",
            "{\"a\":\"\u0000\"}",
            "\u00ef\u00bb\u00bf{}",
            "{\"a\":\"\u00ff\u00fe\"}",
            "{\u0000\"\u0000a\u0000\"\u0000:\u00001\u0000}\u0000",
            "{\"a\":" + "9".repeat(1_001) + "}",
            "{\"a\":".repeat(5_000),
            "[".repeat(100_000),
            "{\"a\":\"" + "x".repeat(1_100_000) + "\"}")) {
      add(offered.target(), Map.of(), body);
    }
    add(offered.target(), Map.of("Content-Length", "5000000000"), "");
    for (var property : offered.body().path("properties").properties()) {
      for (String wrong : wrongInBody(Offered.resolved(property.getValue()))) {
        add(
            offered.target(),
            Map.of(),
            "{\"%s\": %s, \"dryRun\": 1}".formatted(property.getKey(), wrong));
      }
    }
  }

  private static List<String> wrongInBody(JsonNode schema) {
    List<String> wrong =
        new ArrayList<>(List.of("null", "[]", "[{}]", "{}", "1e999999999", "-1", "1.5", "\"\""));
    wrong.addAll(List.of("{\"\\u0000\": 1}", "{\"a\": {\"b\": []}}", "\"" + LONG.repeat(5) + "\""));
    if (schema.path("type").asText().equals("object")) {
      wrong.add("{\"a\": 1}");
    } else {
      wrong.addAll(List.of("\"\\u0000\"", "\"\\ud800\""));
    }
    return wrong;
  }

  private void contentTypes() {
    for (String type :
        List.of(
            "",
            " ",
            ";",
            "text/plain",
            "application/xml",
            "application/json5",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "\u00ff\u00ff")) {
      add(offered.target(), Map.of("Content-Type", type), "{\"dryRun\": 1}");
      add(offered.target(), Map.of("Content-Type", type), "--x\r\nContent-Disposition: \r\n");
    }
  }

  private void uncalledBodies() {
    requests.add(new Hostile(offered.method(), offered.target(), Map.of(), "{}"));
    requests.add(
        new Hostile(offered.method(), offered.target(), chunked(), "2\r\n{}\r\n0\r\n\r\n"));
    requests.add(
        new Hostile(
            offered.method(), offered.target(), Map.of("Content-Length", "5000000000"), "x"));
  }

  private static Map<String, String> chunked() {
    return Map.of("Content-Length", "", "Transfer-Encoding", "chunked");
  }

  /** A body that is refused for nothing else: of its own, it would be. */
  private String valid() {
    return offered.takesBody() ? "{\"dryRun\": 1}" : null;
  }

  private void add(String target, Map<String, String> headers, String body) {
    requests.add(new Hostile(offered.method(), target, headers, body));
  }
}
