package io.sealpost.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilePropertiesFunctionTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "abc, abc",
    "abc\\n, abc",
    "abc\\r\\n, abc",
    "abc\\n\\n, abc\\n",
    "abc\\r, abc\\r",
    "' abc ', ' abc '",
    "\\n, ''",
  })
  void oneLineBreakAtTheEndIsNoPartOfTheValue(String content, String value) throws IOException {
    Files.writeString(folder.resolve("secret"), unescaped(content));

    assertThat(read("secret")).isEqualTo(unescaped(value));
  }

  @Test
  void pathsAreRelativeToTheFolderOrAbsolute() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "abc");

    assertThat(read("secret")).isEqualTo("abc");
    assertThat(read(file.toAbsolutePath().toString())).isEqualTo("abc");
  }

  @Test
  void sixtyFourKilobytesAreStillRead() throws IOException {
    Files.writeString(folder.resolve("most"), "x".repeat(64 * 1024));
    Files.writeString(folder.resolve("more"), "x".repeat(64 * 1024 + 1));

    assertThat(read("most")).hasSize(64 * 1024);
    assertThatThrownBy(() -> read("more")).hasMessageContaining("more is larger than 64 KB");
  }

  @Test
  void whatCannotBeReadIsNamedByItsPath() {
    assertThatThrownBy(() -> read("absent")).hasMessageContaining("absent does not exist");
    assertThatThrownBy(() -> read(".")).hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> read("a\0b")).hasMessageContaining("cannot be read");
  }

  @Test
  void aBinaryFileIsRefusedWithoutItsContent() throws IOException {
    Files.write(folder.resolve("key"), "canary\u00e9".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> read("key"))
        .hasMessageContaining("key is not UTF-8")
        .hasMessageNotContaining("canary");
  }

  private String read(String path) {
    return new FilePropertiesFunction(folder).apply(path);
  }

  private static String unescaped(String text) {
    return text.replace("\\n", "\n").replace("\\r", "\r");
  }
}
