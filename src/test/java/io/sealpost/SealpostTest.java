package io.sealpost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.sealpost.broker.BrokerCredentials;
import io.sealpost.broker.EmbeddedBroker;
import io.sealpost.signature.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting and stopping the whole, with what may stand in its way. */
class SealpostTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir Path folder;

  @Test
  void itStartsAgainInTheSameJvmAndFolderWithItsMessages() throws Exception {
    try (SealpostFixture sealpost = new SealpostFixture(folder)) {
      sealpost.activation("welcome", "").start();
      sealpost.camel().getRouteController().stopRoute("deliver-welcome");
      send(sealpost, "kept");
      await().atMost(LIMIT).until(() -> sealpost.depth("sealpost.delivery.welcome") == 1);
      sealpost.stop();
      assertThat(sealpost.camel().isStopped()).isTrue();
      requireFree(sealpost.brokerPort());
      requireFree(sealpost.observePort());

      sealpost.start();

      await().atMost(LIMIT).until(() -> sealpost.requestsTo("/welcome").size() == 1);
      send(sealpost, "new");
      await().atMost(LIMIT).until(() -> sealpost.requestsTo("/welcome").size() == 2);
      await().atMost(LIMIT).until(() -> sealpost.depth("sealpost.delivery.welcome") == 0);
      assertThat(sealpost.dead("welcome")).isEmpty();
    }
  }

  @Test
  void aNewDataFolderIsItsOwnersAlone() throws Exception {
    try (SealpostFixture sealpost = new SealpostFixture(folder)) {
      sealpost.start();

      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data"))))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void twoInOneJvmDoNotMeet() throws Exception {
    try (SealpostFixture one = new SealpostFixture(folder.resolve("one"));
        SealpostFixture two = new SealpostFixture(folder.resolve("two"))) {
      one.activation("welcome", "").start();
      two.activation("welcome", "").start();

      send(one, "first");
      send(two, "second");

      await().atMost(LIMIT).until(() -> one.requests().size() == 1 && two.requests().size() == 1);
      assertThat(one.requests().get(0).body()).asString().contains("first");
      assertThat(two.requests().get(0).body()).asString().contains("second");
      one.stop();
      send(two, "third");
      await().atMost(LIMIT).until(() -> two.requests().size() == 2);
    }
  }

  @Test
  void aTakenObservePortStopsTheStartAndLeavesNothingOpen() throws Exception {
    try (SealpostFixture sealpost = new SealpostFixture(folder).activation("welcome", "")) {
      try (ServerSocket taken = taken(sealpost.observePort())) {
        assertThatExceptionOfType(StartException.class)
            .isThrownBy(sealpost::start)
            .withMessageContaining("observe port")
            .withMessageContaining(Integer.toString(taken.getLocalPort()));
        requireFree(sealpost.brokerPort());
      }
      sealpost.start();
      send(sealpost, "after");
      await().atMost(LIMIT).until(() -> sealpost.requests().size() == 1);
    }
  }

  @Test
  void aTakenBrokerPortStopsTheStartAndLeavesNothingOpen() throws Exception {
    try (SealpostFixture sealpost = new SealpostFixture(folder).activation("welcome", "")) {
      try (ServerSocket taken = taken(sealpost.brokerPort())) {
        assertThatExceptionOfType(StartException.class)
            .isThrownBy(sealpost::start)
            .withMessageContaining("broker")
            .withMessageContaining(Integer.toString(taken.getLocalPort()))
            .withMessageContaining("sealpost.broker.port");
        requireFree(sealpost.observePort());
      }
      sealpost.start();
      send(sealpost, "after");
      await().atMost(LIMIT).until(() -> sealpost.requests().size() == 1);
    }
  }

  @Test
  void aBrokenRouteFileStopsTheStartAndLeavesNothingOpen() throws Exception {
    try (SealpostFixture sealpost = new SealpostFixture(folder).activation("welcome", "")) {
      sealpost.setting("sealpost.routes", folder.resolve("nowhere").toString());

      assertThatExceptionOfType(StartException.class).isThrownBy(sealpost::start);

      requireFree(sealpost.brokerPort());
      requireFree(sealpost.observePort());
      sealpost.setting("sealpost.routes", "routes").start();
    }
  }

  @Test
  void anInvalidConfigurationSaysAllThatIsWrongBeforeAnythingOpens() throws Exception {
    try (SealpostFixture sealpost = new SealpostFixture(folder)) {
      sealpost.activation("one", "retryLimmit: 3").activation("two", "connectionTimeout: 30");

      assertThatExceptionOfType(StartException.class)
          .isThrownBy(sealpost::start)
          .withMessageContaining("activations/one.yaml")
          .withMessageContaining("retryLimmit")
          .withMessageContaining("activations/two.yaml")
          .withMessageContaining("connectionTimeout");
      requireFree(sealpost.brokerPort());
      assertThat(folder.resolve("data")).doesNotExist();
    }
  }

  @Test
  void healthIsUpWithBrokerAndRoutesAndDownWithoutTheBroker() throws Exception {
    BrokerCredentials credentials = new BrokerCredentials("them", Secret.of("their-password"));
    int port = FreePort.next();
    EmbeddedBroker external =
        EmbeddedBroker.start(folder.resolve("external"), "127.0.0.1", port, credentials);
    try (SealpostFixture sealpost = new SealpostFixture(folder)) {
      sealpost.activation("welcome", "").externalBroker(port, credentials).start();
      send(sealpost, "through the external broker");
      await().atMost(LIMIT).until(() -> sealpost.requests().size() == 1);
      requireFree(sealpost.brokerPort());
      assertThat(folder.resolve("data/broker")).doesNotExist();

      HttpResponse<String> up = health(sealpost);
      assertThat(up.statusCode()).isEqualTo(200);
      assertThat(up.body()).contains("UP", "broker", "routes", "disk", "database");

      external.close();
      await().atMost(LIMIT).until(() -> health(sealpost).statusCode() == 503);
      assertThat(health(sealpost).body()).contains("DOWN");

      external = EmbeddedBroker.start(folder.resolve("external"), "127.0.0.1", port, credentials);
      await().atMost(LIMIT).until(() -> health(sealpost).statusCode() == 200);
      send(sealpost, "after the broker came back");
      await().atMost(LIMIT).until(() -> sealpost.requests().size() == 2);
    } finally {
      external.close();
    }
  }

  private static void send(SealpostFixture sealpost, String user) throws Exception {
    sealpost.send("{\"user_id\":\"" + user + "\"}", Map.of("activation", "welcome"));
  }

  private static HttpResponse<String> health(SealpostFixture sealpost) throws Exception {
    URI url = URI.create("http://127.0.0.1:" + sealpost.observePort() + "/observe/health");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static ServerSocket taken(int port) throws IOException {
    return new ServerSocket(port, 1, LOOPBACK);
  }

  private static void requireFree(int port) throws IOException {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(LOOPBACK, port));
    }
  }
}
