package io.sealpost.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.SealpostFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Calls the management API of a fixture; every answer has to be one the contract describes. */
final class ApiClient {
  private final SealpostFixture sealpost;
  private final ContractAnswers contract = new ContractAnswers();

  ApiClient(SealpostFixture sealpost) {
    this.sealpost = sealpost;
  }

  /** The answer's JSON; its status has to be 200. */
  JsonNode get(String target) throws IOException {
    RawHttp.Answer answer = call("GET", target, null);
    assertThat(answer.status()).as("%s: %s", target, answer.body()).isEqualTo(200);
    return answer.json();
  }

  RawHttp.Answer post(String target, String body) throws IOException {
    return call("POST", target, body);
  }

  RawHttp.Answer call(String method, String target, String body) throws IOException {
    return call(method, target, body, Map.of());
  }

  /** With headers that replace those a client would send; an empty one is left out. */
  RawHttp.Answer call(String method, String target, String body, Map<String, String> headers)
      throws IOException {
    RawHttp.Answer answer =
        RawHttp.send(sealpost.managementPort(), request(method, target, body, headers));
    contract.check(method, target.split("\\?", 2)[0], answer);
    return answer;
  }

  String request(String method, String target, String body, Map<String, String> headers)
      throws IOException {
    byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
    Map<String, String> sent = new java.util.TreeMap<>();
    sent.put("Host", "127.0.0.1:" + sealpost.managementPort());
    sent.put("Authorization", "Bearer " + token());
    if (body != null) {
      sent.put("Content-Type", "application/json");
      sent.put("Content-Length", Integer.toString(bytes.length));
    }
    sent.putAll(headers);
    StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    sent.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            request.append(name).append(": ").append(value).append("\r\n");
          }
        });
    return request + "\r\n" + (body == null ? "" : body);
  }

  String token() throws IOException {
    return ManagementToken.load(sealpost.folder().resolve("data")).orElseThrow().reveal();
  }
}
