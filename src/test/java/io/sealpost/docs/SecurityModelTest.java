package io.sealpost.docs;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.Sealpost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/security-model.md} promises nothing that no class holds and no test shows. */
class SecurityModelTest {
  private static final Page PAGE = Page.of(Path.of("docs/security-model.md"));
  private static final Pattern LINK = Pattern.compile("\\[([A-Za-z]+)]\\(\\.\\./([^)]+)\\)");
  private static final Pattern PIN =
      Pattern.compile("<logger name=\"(org\\.[a-z.]+)\" level=\"WARN\"/>");
  private static final String SHOWN_BY = "shown by |";

  @Test
  void everyGuaranteeNamesTheClassThatHoldsItAndTheTestThatShowsIt() throws IOException {
    List<String> guarantees =
        PAGE.sections("What it guarantees").values().stream()
            .flatMap(section -> section.lines().filter(line -> line.startsWith("| ")))
            .filter(row -> !row.endsWith(SHOWN_BY))
            .toList();

    assertThat(guarantees).hasSizeGreaterThan(25);
    for (String guarantee : guarantees) {
      Map<String, String> named =
          LINK.matcher(guarantee)
              .results()
              .collect(toMap(link -> link.group(2), link -> link.group(1)));
      assertThat(named.keySet())
          .as(guarantee)
          .anyMatch(file -> file.startsWith("src/main/java/"))
          .anyMatch(file -> file.startsWith("src/test/java/"));
      for (Map.Entry<String, String> link : new TreeMap<>(named).entrySet()) {
        assertNamesWhatItLinks(link.getValue(), Path.of(link.getKey()));
      }
    }
  }

  @Test
  void theLoggersThatCouldTellSecretsArePinned() throws IOException {
    List<String> pinned =
        PIN.matcher(Files.readString(Path.of("src/main/resources/logback.xml")))
            .results()
            .map(pin -> pin.group(1))
            .toList();

    assertThat(pinned).contains("org.apache.hc", "org.apache.camel.component.http");
    assertThat(pinned).allSatisfy(name -> assertThat(PAGE.text()).contains("`" + name + "`"));
  }

  @Test
  void thePortsAreOnLoopbackAndJmxIsOffByDefault() {
    Properties defaults = Sealpost.defaults();

    assertThat(defaults)
        .containsEntry("sealpost.broker.host", "127.0.0.1")
        .containsEntry("sealpost.management.host", "127.0.0.1")
        .containsEntry("sealpost.observe.host", "127.0.0.1")
        .containsEntry("camel.main.jmxEnabled", "false");
    assertThat(PAGE.text())
        .contains("| " + defaults.getProperty("sealpost.broker.port") + ", embedded broker")
        .contains("| " + defaults.getProperty("sealpost.management.port") + ", management")
        .contains("| " + defaults.getProperty("sealpost.observe.port") + ", observe");
  }

  /** A test is one that has tests. */
  private static void assertNamesWhatItLinks(String name, Path file) throws IOException {
    assertThat(file).exists();
    assertThat(file.getFileName().toString())
        .isEqualTo(name.equals("sealpost") ? name : name + ".java");
    if (file.startsWith("src/test")) {
      assertThat(Files.readString(file)).containsPattern("@(Test|ParameterizedTest|Property)\\b");
    }
  }
}
