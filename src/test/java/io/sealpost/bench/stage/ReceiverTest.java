package io.sealpost.bench.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.bench.rival.BodySignature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures of {@code bench/run} are what the receiver has counted. */
class ReceiverTest {
  /** A multiple of those whose signature is verified. */
  private static final int VERIFIED = 512;

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void aMessageCountsOnceAndOnlySigned(@TempDir Path folder) throws Exception {
    try (Receiver receiver = Receiver.start(folder)) {
      receiver.reset(Answers.AT_ONCE, VERIFIED + 1);
      post(receiver, VERIFIED, Receiver.SECRET);
      post(receiver, VERIFIED, Receiver.SECRET);
      assertThat(receiver.tally())
          .extracting(Tally::requests, Tally::deliveries, Tally::verified, Tally::wrong)
          .containsExactly(2L, 1L, 2L, 0L);
      assertThat(receiver.arrivals(VERIFIED + 1)[VERIFIED]).isPositive();

      post(receiver, 0, "another secret");
      assertThat(receiver.tally().wrong()).isEqualTo(1);
      post(receiver, VERIFIED + 1, Receiver.SECRET);
      assertThat(receiver.tally().wrong()).as("one that was never sent").isEqualTo(2);

      receiver.reset(Answers.hanging(0, 0), VERIFIED + 1);
      post(receiver, 0, Receiver.SECRET);
      assertThat(receiver.tally().deliveries()).as("of the endpoint that hangs").isZero();
    }
  }

  private void post(Receiver receiver, int message, String secret)
      throws IOException, InterruptedException {
    String body = SampleMessage.body(message);
    assertThat(body.getBytes(UTF_8)).hasSize(SampleMessage.BYTES);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(receiver.url() + SealpostFolder.path(0)))
            .header("X-Event-Id", SampleMessage.eventId(message))
            .header(BodySignature.HEADER, new BodySignature(secret).of(body.getBytes(UTF_8)))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    assertThat(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
        .isEqualTo(200);
  }
}
