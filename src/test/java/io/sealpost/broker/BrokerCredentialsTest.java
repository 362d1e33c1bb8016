package io.sealpost.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.signature.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerCredentialsTest {
  @TempDir Path folder;

  @Test
  void generatedOnceAndUsedFromThenOn() throws IOException {
    Path data = folder.resolve("data");

    BrokerCredentials first = BrokerCredentials.loadOrGenerate(data);

    assertThat(BrokerCredentials.loadOrGenerate(data)).isEqualTo(first);
    assertThat(BrokerCredentials.load(data)).contains(first);
    assertThat(first.password().reveal()).hasSize(43);
    assertThat(BrokerCredentials.loadOrGenerate(folder.resolve("other"))).isNotEqualTo(first);
  }

  @Test
  void nothingIsGeneratedForAReader() throws IOException {
    assertThat(BrokerCredentials.load(folder)).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theFileIsItsOwnersAlone() throws IOException {
    BrokerCredentials.loadOrGenerate(folder);

    assertThat(permissions()).isEqualTo("rw-------");
    assertThat(folder.toFile().list()).containsExactly(BrokerCredentials.FILE_NAME);
  }

  @Test
  void aFileOpenToOthersIsClosed() throws IOException {
    BrokerCredentials.loadOrGenerate(folder);
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));

    BrokerCredentials.loadOrGenerate(folder);

    assertThat(permissions()).isEqualTo("rw-------");
  }

  @Test
  void aFileWithoutAPasswordIsNamed() throws IOException {
    Files.writeString(file(), "userName=sealpost\n");

    assertThatThrownBy(() -> BrokerCredentials.loadOrGenerate(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file().toString())
        .hasMessageContaining("password");
  }

  @Test
  void halfASetOfCredentialsIsRefused() {
    assertThatThrownBy(() -> new BrokerCredentials("", Secret.of("x")))
        .hasMessageContaining("sealpost.broker.userName");
    assertThatThrownBy(() -> new BrokerCredentials("x", Secret.of("")))
        .hasMessageContaining("sealpost.broker.password");
  }

  @Test
  void theirTextDoesNotTellThePassword() {
    assertThat(new BrokerCredentials("user", Secret.of("hunter2")).toString())
        .contains("user")
        .doesNotContain("hunter2");
  }

  private Path file() {
    return folder.resolve(BrokerCredentials.FILE_NAME);
  }

  private String permissions() throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file()));
  }
}
