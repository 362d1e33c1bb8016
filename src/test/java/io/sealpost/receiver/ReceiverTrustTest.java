package io.sealpost.receiver;

import static io.sealpost.receiver.ReceiverFixture.CERTIFICATE;
import static io.sealpost.receiver.ReceiverFixture.trusting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiverTrustTest {
  private final ReceiverFixture receiver = new ReceiverFixture();

  @AfterEach
  void stop() {
    receiver.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1"})
  void theCertificateIsTrustedUnderItsNamesByWhoeverTrustsIt(String host) throws Exception {
    receiver.start();

    HttpResponse<String> response =
        trusting(CERTIFICATE)
            .send(
                HttpRequest.newBuilder(URI.create("https://" + host + ":" + receiver.port() + "/"))
                    .POST(BodyPublishers.ofString("{}"))
                    .build(),
                BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
  }

  @Test
  void theCertificateIsNotTrustedByAnybodyElse() throws Exception {
    receiver.start();

    SelfSignedCertificate another = SelfSignedCertificate.forLoopback(Clock.systemUTC());

    assertThatThrownBy(() -> trusting(another).send(receiver.get("/"), BodyHandlers.ofString()))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void tls11IsRefused() throws Exception {
    receiver.start();

    try (SSLSocket socket = receiver.socket()) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setProtocols(new String[] {"TLSv1.1"});
      socket.setSSLParameters(parameters);

      assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
    }
  }
}
