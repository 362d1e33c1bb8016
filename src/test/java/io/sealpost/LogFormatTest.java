package io.sealpost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a line of the log looks like, in both formats. */
class LogFormatTest {
  private static final String RECORD = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z (INFO|WARN) +.*";
  private static final String FORGED =
      "a\r\n2026-01-01T00:00:00.000Z INFO io.sealpost forged\u2028b\u0085c\u0000\u001b[2Jd\re";
  private static final Map<String, String> DELIVERY =
      Map.of("deliveryId", "del_1", "activation", "welcome", "attempt", "2", "traceId", "4bf9");

  @Test
  void aLineOfADeliveryNamesIt() {
    assertThat(text("It went out", Map.of(), null))
        .matches(RECORD.replace(".*", "io\\.sealpost\\.delivery It went out\n"));
    assertThat(text("It went out", DELIVERY, null))
        .contains(" io.sealpost.delivery [del_1 welcome 2] It went out\n");
  }

  @Test
  void inJsonEachRecordIsOneObjectOnALine() throws Exception {
    String line = json(FORGED, DELIVERY, new IllegalStateException(FORGED));

    assertThat(line).endsWith("\n").satisfies(l -> assertThat(l.lines()).hasSize(1));
    JsonNode record = new JsonMapper().readTree(line);
    assertThat(record.get("timestamp").asText()).matches("[0-9T:.-]+Z");
    assertThat(record.get("level").asText()).isEqualTo("WARN");
    assertThat(record.get("logger").asText()).isEqualTo("io.sealpost.delivery");
    assertThat(record.get("thread").asText()).isEqualTo(Thread.currentThread().getName());
    assertThat(record.get("message").asText()).isEqualTo(FORGED);
    assertThat(record.get("exception").asText()).contains("IllegalStateException", "forged");
    DELIVERY.forEach((name, value) -> assertThat(record.get(name).asText()).isEqualTo(value));
    assertThat(record.fieldNames()).toIterable().hasSize(6 + DELIVERY.size());
  }

  @Test
  void aValueCannotMakeALineInText() {
    String written = text("Answered: " + FORGED, DELIVERY, null);

    assertThat(written.lines()).hasSize(1);
    assertThat(written).endsWith("\n");
    assertThat(written.strip()).doesNotContainPattern("[\\p{Cntrl}\\u0085\\u2028]");
  }

  @Test
  void belowARecordNoLineLooksLikeOne() {
    Exception failure =
        new IllegalStateException(FORGED, new IllegalArgumentException("x\n" + FORGED));
    failure.addSuppressed(new RuntimeException(FORGED));

    List<String> lines = text("It failed", Map.of(), failure).lines().toList();

    assertThat(lines.get(0)).matches(RECORD);
    assertThat(lines)
        .filteredOn(line -> line.startsWith("java.lang.IllegalStateException: a "))
        .hasSize(1);
    assertThat(lines.subList(2, lines.size()))
        .isNotEmpty()
        .allMatch(line -> line.startsWith("\t") || line.startsWith("Caused by: "));
  }

  @Test
  void anotherFormatStopsTheStart(@TempDir Path folder) {
    System.setProperty("sealpost.log.format", "xml");
    try {
      assertThatThrownBy(() -> OwnProperties.check(folder.resolve("application.properties")))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("sealpost.log.format is xml: write text or json");
    } finally {
      System.clearProperty("sealpost.log.format");
    }
  }

  @Test
  void whatLoggingReadsBeforeTheFileIsRefusedInIt(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("application.properties");
    Files.writeString(file, "sealpost.log.level=DEBUG\n");

    assertThatThrownBy(() -> OwnProperties.check(file))
        .hasMessageContaining("set it by -Dsealpost.log.level");
  }

  private static String text(String message, Map<String, String> mdc, @Nullable Throwable failure) {
    return ShippedLog.in("text").write(event(message, mdc, failure));
  }

  private static String json(String message, Map<String, String> mdc, @Nullable Throwable failure) {
    return ShippedLog.in("json").write(event(message, mdc, failure));
  }

  private static LoggingEvent event(
      String message, Map<String, String> mdc, @Nullable Throwable failure) {
    LoggingEvent event =
        new LoggingEvent(
            LogFormatTest.class.getName(),
            new LoggerContext().getLogger("io.sealpost.delivery"),
            Level.WARN,
            "{}",
            failure,
            new Object[] {message});
    event.setMDCPropertyMap(mdc);
    return event;
  }
}
