package io.sealpost.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sealpost.SealpostFixture;
import io.sealpost.StartException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who cannot start Sealpost is told what is in the way, and where to read on. */
class StartErrorsTest {
  @TempDir Path folder;
  private SealpostFixture sealpost;

  @BeforeEach
  void prepare() throws Exception {
    sealpost = new SealpostFixture(folder).activation("welcome", "");
  }

  @AfterEach
  void close() {
    sealpost.close();
  }

  @Test
  void anErrorInTheConfigurationPointsToItsSectionAboveTheList() throws Exception {
    sealpost.activation("welcome", "retryLimitt: 3");

    assertThat(refusal().lines())
        .first()
        .asString()
        .endsWith("; see docs/troubleshooting.md#invalid-configuration:");
    assertThat(refusal()).contains("welcome.yaml").contains("retryLimit");
  }

  @Test
  void aSettingThatCannotBeUsedIsNamed() {
    sealpost.setting("sealpost.delivery.backoff", "10");

    assertThat(refusal())
        .contains("sealpost.delivery.backoff")
        .endsWith("; see docs/troubleshooting.md#invalid-setting");
  }

  @Test
  void aSettingThatDoesNotExistIsNamed() throws Exception {
    Files.writeString(folder.resolve("config/application.properties"), "sealpost.brokr.port=1\n");

    assertThat(refusal())
        .contains("; see docs/troubleshooting.md#invalid-setting:\n")
        .contains("sealpost.brokr.port: did you mean sealpost.broker.port?");
  }

  @Test
  void aTakenObservePortIsNamed() throws Exception {
    assertThat(refusalWhileTaken(sealpost.observePort()))
        .contains("127.0.0.1:" + sealpost.observePort())
        .endsWith("; see docs/troubleshooting.md#port-taken");
  }

  @Test
  void aTakenBrokerPortIsNamed() throws Exception {
    assertThat(refusalWhileTaken(sealpost.brokerPort()))
        .startsWith("The embedded broker cannot listen on 127.0.0.1:" + sealpost.brokerPort())
        .endsWith("; see docs/troubleshooting.md#port-taken");
  }

  @Test
  void aFolderInUseIsNamed() throws Exception {
    sealpost.start();
    Path other = Files.createDirectory(folder.resolve("other"));
    try (SealpostFixture second = new SealpostFixture(other)) {
      second.setting("sealpost.data", folder.resolve("data").toString());

      assertThat(refusal(second))
          .startsWith("Another Sealpost is using " + folder.resolve("data"))
          .endsWith("; see docs/troubleshooting.md#folder-in-use");
    }
  }

  @Test
  void credentialsThatCannotBeUsedAreNamed() throws Exception {
    Path file = Files.createDirectories(folder.resolve("data"));
    Files.writeString(file.resolve("broker-credentials.properties"), "userName=sealpost\n");

    assertThat(refusal()).endsWith("; see docs/troubleshooting.md#credentials-unusable");
  }

  @Test
  void aDataFolderThatIsNoneStopsTheStart() throws Exception {
    Files.createDirectories(folder.resolve("data"));
    Files.createDirectories(folder.resolve("data/broker"));
    Files.writeString(folder.resolve("data/broker/journal"), "no folder");

    assertThat(refusal())
        .contains(folder.resolve("data").toString())
        .endsWith("; see docs/troubleshooting.md#broker-not-started");
  }

  @Test
  void whatElseStopsTheStartIsTold() throws Exception {
    Path routes = Files.createDirectory(folder.resolve("routes"));
    Files.writeString(routes.resolve("broken.camel.yaml"), "- route: {from: {urii: direct:a}}\n");
    sealpost.setting("sealpost.routes", routes.toString());

    assertThat(refusal())
        .startsWith("Sealpost could not start: ")
        .endsWith("; see docs/troubleshooting.md#start-failed");
  }

  private String refusalWhileTaken(int port) throws Exception {
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return refusal();
    }
  }

  private String refusal() {
    return refusal(sealpost);
  }

  private static String refusal(SealpostFixture refused) {
    return catchThrowableOfType(StartException.class, refused::start).getMessage();
  }
}
