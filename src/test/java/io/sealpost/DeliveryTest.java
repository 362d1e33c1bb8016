package io.sealpost;

import static io.sealpost.SealpostFixture.SIGNING_SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealpost.receiver.Answer;
import io.sealpost.receiver.ReceivedRequest;
import io.sealpost.signature.Secret;
import io.sealpost.signature.SignatureScheme;
import jakarta.jms.Message;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a JMS message to a signed HTTPS request, and what follows from its answer. */
class DeliveryTest {
  @TempDir Path folder;
  private SealpostFixture sealpost;

  @BeforeEach
  void prepare() throws Exception {
    sealpost = new SealpostFixture(folder);
  }

  @AfterEach
  void close() {
    sealpost.close();
  }

  @Test
  void anActivationMessageBecomesASignedRequest() throws Exception {
    sealpost.activation("welcome", "").activation("goodbye", "").start();

    sealpost.send("{\"user_id\": \"u-1\"}", Map.of("activation", "welcome"));

    await().until(() -> sealpost.requests().size() == 1);
    ReceivedRequest request = sealpost.requests().get(0);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.target()).isEqualTo("/welcome");
    assertThat(request.body()).asString().isEqualTo("{\"user_id\":\"u-1\"}");
    assertThat(request.header("Sealpost-Delivery-Id")).get().asString().startsWith("del_");
    assertThat(
            SignatureScheme.preset("td")
                .verifier(List.of(Secret.of(SIGNING_SECRET)), null)
                .verify(request.signatureInput(sealpost.origin()), Instant.now())
                .isAccepted())
        .isTrue();
    await().until(() -> sealpost.browse("sealpost.delivery.welcome").isEmpty());
    assertThat(sealpost.browse("sealpost.dead")).isEmpty();
  }

  @Test
  void aRetryHasTheSameDeliveryId() throws Exception {
    sealpost.activation("welcome", "customHeaders: {X-Attempt: \"{{meta.attempt}}\"}").start();
    sealpost.answer(request -> Answer.of(sealpost.requests().size() < 3 ? 503 : 200));

    sealpost.send("{\"user_id\": \"u-1\"}", Map.of("activation", "welcome"));

    await().until(() -> sealpost.requests().size() == 3);
    assertThat(sealpost.requests())
        .extracting(request -> request.header("X-Attempt").orElseThrow())
        .containsExactly("1", "2", "3");
    assertThat(sealpost.requests())
        .extracting(request -> request.header("Sealpost-Delivery-Id").orElseThrow())
        .containsOnly(sealpost.requests().get(0).header("Sealpost-Delivery-Id").orElseThrow());
  }

  @Test
  void aRefusedRequestIsDeadWithItsStatus() throws Exception {
    sealpost.activation("welcome", "").start();
    sealpost.answer(request -> Answer.of(400));

    sealpost.send("{\"user_id\": \"u-1\"}", Map.of("activation", "welcome"));

    await().until(() -> sealpost.browse("sealpost.dead").size() == 1);
    Message dead = sealpost.browse("sealpost.dead").get(0);
    assertThat(dead.getStringProperty("sealpostReason")).isEqualTo("http-status");
    assertThat(dead.getIntProperty("sealpostStatus")).isEqualTo(400);
    assertThat(dead.getIntProperty("sealpostAttempts")).isEqualTo(1);
    assertThat(dead.getBody(String.class)).isEqualTo("{\"user_id\": \"u-1\"}");
  }
}
