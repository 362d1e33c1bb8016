package io.sealpost;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What the observe port of a running Sealpost shows, as Prometheus and probes ask for it. */
public final class ObservePage {
  private final HttpClient http = HttpClient.newHttpClient();
  private final String origin;

  public ObservePage(SealpostFixture sealpost) {
    origin = "http://127.0.0.1:" + sealpost.observePort();
  }

  public HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(origin + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  public HttpResponse<String> health(String kind) throws IOException, InterruptedException {
    return send("GET", "/observe/health" + kind);
  }

  /** All samples. */
  public Scrape scrape() throws IOException, InterruptedException {
    HttpResponse<String> answer = send("GET", "/observe/metrics");
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("The scrape failed: " + answer.statusCode());
    }
    return Scrape.of(answer.body());
  }
}
