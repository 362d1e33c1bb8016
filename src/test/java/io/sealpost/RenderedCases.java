package io.sealpost;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Activations of every kind of request: each way to authorize and to sign with each method, with
 * paths, queries and bodies that something on the way could be tempted to tidy up.
 */
final class RenderedCases {
  private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "PATCH");

  private static final String WHSEC = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  /** RFC 8032 §7.1, test 1, as base64. */
  private static final String ED25519 = "whsk_nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=";

  /** By name: what is added to a connection file. */
  private static final Map<String, String> CONNECTIONS = connections();

  /** Behind the origin. */
  private static final List<String> PATHS =
      List.of(
          "/",
          "/a%20b/%7Bx%7D",
          "//a//b/",
          "/a+b/c%2Fd/%2f",
          "/a:b/user@host;v=1",
          "/~!$&'()*,=",
          "/%C3%A9/{{odd}}",
          "/q?",
          "/q?a=b&a=c&&=",
          "/q?x=%20+%2B%26&u=https://x.test//y?z",
          "/q?v={{odd}}&w={{user_id}}",
          "/q/?sig=${sha256_hex({{user_id}})}&t=${unix_timestamp}");

  private static final List<String> BODIES =
      List.of(
          "{user_id: \"{{user_id}}\", all: \"{{attributes}}\"}",
          "{text: \"é€😀 {{odd}} {{quoted}}\", list: [1, 1.50, true, null, {}]}",
          "{}");

  private final String origin;

  RenderedCases(String origin) {
    this.origin = origin;
  }

  static List<String> names() {
    List<String> names = new ArrayList<>();
    for (String connection : CONNECTIONS.keySet()) {
      METHODS.forEach(method -> names.add(connection + "-" + method));
    }
    for (int path = 0; path < PATHS.size(); path++) {
      names.add("path-" + path);
    }
    return names;
  }

  /** Configuration files by name. */
  Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    CONNECTIONS.forEach((name, keys) -> files.put("connections/" + name, connection(name, keys)));
    files.put("secrets", "own: key-of-the-own-signature\n");
    int next = 0;
    for (String connection : CONNECTIONS.keySet()) {
      for (String method : METHODS) {
        String path = PATHS.get(next % PATHS.size());
        String body = mayHaveNone(method, next) ? "" : BODIES.get(next % BODIES.size());
        next++;
        add(files, connection + "-" + method, connection, method, path, body);
      }
    }
    for (int path = 0; path < PATHS.size(); path++) {
      // Both its key and its signature depend on the URL.
      add(
          files,
          "path-" + path,
          "query-twilio",
          "POST",
          PATHS.get(path),
          BODIES.get(path % BODIES.size()));
    }
    return files;
  }

  private static boolean mayHaveNone(String method, int number) {
    return method.equals("GET") || (method.equals("DELETE") && number % 2 == 0);
  }

  private String connection(String name, String keys) {
    return """
    connection: %s
    urlPrefix: %s
    tls: {trust: raw.pem}
    allowAddresses: [127.0.0.0/8, "::1/128"]
    %s
    """
        .formatted(name, origin + "/", keys);
  }

  private void add(
      Map<String, String> files,
      String name,
      String connection,
      String method,
      String path,
      String body) {
    files.put(
        "activations/" + name,
        """
        activation: %s
        connection: %s
        httpMethod: %s
        url: "%s%s"
        customHeaders:
          x-lower: "{{user_id}}"
          X-Case: %s
          X-Time: "${unix_timestamp}"
          X-Delivery: "{{meta.delivery_id}}"
          X-About: "{{meta.event}} {{meta.attempt}} ${relative_path}?${query}"
          X-Signature-Own: "${hmac_sha256_hex({{secret:own}}, ${request_body})}"
        %s
        """
            .formatted(
                name,
                connection,
                method,
                origin,
                path,
                name,
                body.isEmpty() ? "" : "requestBody: " + body));
  }

  private static Map<String, String> connections() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("none-unsigned", "authType: none");
    all.put("basic-td", "authType: basic\nuserName: üser\npassword: pass:word\n" + scheme("td"));
    all.put(
        "bearer-standard",
        "authType: bearer\nbearerToken: tok.en\n"
            + "signing: {scheme: standard-webhooks, secrets: [%s, %s]}".formatted(WHSEC, ED25519));
    all.put(
        "header-stripe",
        "authType: apiKey\napiKeyName: x-API-key\napiKey: k1\n"
            + "signing: {scheme: stripe, secrets: [one, two]}");
    all.put(
        "query-twilio",
        "authType: apiKey\napiKeyName: key\napiKeyIn: query\napiKey: \"k &=+%/ü\"\n"
            + scheme("twilio"));
    all.put(
        "treasure-slack", "authType: treasureApiKey\ntreasureApiKey: 1/abc\n" + scheme("slack"));
    all.put(
        "custom-github",
        "authType: custom\nauthHeaders: {X-One: first, x-two: \"second 2\"}\n" + scheme("github"));
    all.put("referred-square", "authType: apiKey\napiKey: k3\n" + scheme("square"));
    all.put(
        "none-shopify", "authType: none\ndeliveryIdHeader: Idempotency-Key\n" + scheme("shopify"));
    return all;
  }

  private static String scheme(String name) {
    return "signing: {scheme: %s, secrets: [secret-of-%s]}".formatted(name, name);
  }
}
