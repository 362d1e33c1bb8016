package io.sealpost.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.SealpostFixture;
import io.sealpost.broker.BrokerConnections;
import io.sealpost.broker.BrokerCredentials;
import io.sealpost.signature.Secret;
import jakarta.jms.Connection;
import jakarta.jms.JMSSecurityException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker's password need not stand in {@code application.properties}, as the pages say. */
class BrokerPasswordTest {
  @TempDir Path folder;

  @Test
  void theBrokersPasswordComesFromAFile() throws Exception {
    try (SealpostFixture sealpost = new SealpostFixture(folder).activation("welcome", "")) {
      Files.writeString(folder.resolve("config/broker.secret"), "from-a-file\n");
      Files.writeString(
          folder.resolve("config/application.properties"),
          "sealpost.broker.userName=ops\nsealpost.broker.password={{file:broker.secret}}\n");
      sealpost.start();

      assertThat(isLetIn(sealpost, "from-a-file")).isTrue();
      assertThatThrownBy(() -> isLetIn(sealpost, "{{file:broker.secret}}"))
          .isInstanceOf(JMSSecurityException.class);
      assertThat(folder.resolve("data").resolve(BrokerCredentials.FILE_NAME)).doesNotExist();
    }
  }

  private static boolean isLetIn(SealpostFixture sealpost, String password) throws Exception {
    BrokerCredentials credentials = new BrokerCredentials("ops", Secret.of(password));
    try (BrokerConnections connections =
            BrokerConnections.to("tcp://127.0.0.1:" + sealpost.brokerPort(), credentials);
        Connection connection = connections.factory().createConnection()) {
      connection.start();
      return true;
    }
  }
}
