package io.sealpost.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.sealpost.broker.NewMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The events that belong to no message; the others are shown by {@code OperationalEventsTest}. */
class OperationalEventTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final List<OperationalEvent> PUBLISHED =
      List.of(
          OperationalEvent.activationPaused("welcome", NOW),
          OperationalEvent.activationResumed("welcome", NOW),
          OperationalEvent.logLagging(120_000, Duration.ofSeconds(340), NOW),
          OperationalEvent.maintenance(NOW, NOW.plusSeconds(60), null, NOW));

  @Test
  void whatIsPublishedFitsItsSchema() throws Exception {
    List<NewMessage> sent = new ArrayList<>();
    PUBLISHED.forEach(new OperationalEvents(type -> true, sent::add)::publish);

    assertThat(sent).hasSameSizeAs(PUBLISHED);
    for (NewMessage message : sent) {
      JsonNode event = new JsonMapper().readTree(message.text());
      assertThat(message.queue()).isEqualTo("sealpost.events");
      assertThat(message.properties()).isEqualTo(Map.of("event", event.get("type").asText()));
      assertFits(event);
    }
  }

  @Test
  void whatNobodySubscribedToIsNotSent() {
    List<NewMessage> sent = new ArrayList<>();

    PUBLISHED.forEach(new OperationalEvents("log.lagging"::equals, sent::add)::publish);

    assertThat(sent).extracting(m -> m.properties().get("event")).containsExactly("log.lagging");
  }

  @Test
  void anEventThatCannotBeSentFailsNobody() {
    OperationalEvents events =
        new OperationalEvents(
            type -> true,
            message -> {
              throw new IOException("The broker is gone");
            });

    PUBLISHED.forEach(events::publish);
  }

  @Test
  void everyTypeHasASchemaAndAnExampleThatFitsIt() throws Exception {
    String page = Files.readString(Path.of("docs/operational-events.md"));
    Set<String> shown = new TreeSet<>();
    for (String json : blocks(page)) {
      JsonNode example = new JsonMapper().readTree(json);
      shown.add(example.get("type").asText());
      assertFits(example);
    }

    assertThat(shown).allMatch(OperationalEvent::isType).hasSize(6).isEqualTo(schemas());
  }

  private static List<String> blocks(String page) {
    return Pattern.compile("```json\n(.*?)```", Pattern.DOTALL)
        .matcher(page)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  private static Set<String> schemas() throws IOException {
    Set<String> types = new TreeSet<>();
    try (Stream<Path> files = Files.list(Path.of("schema/events"))) {
      files.forEach(f -> types.add(f.getFileName().toString().replace(".schema.json", "")));
    }
    return types;
  }

  private static void assertFits(JsonNode event) throws IOException {
    Path schema = Path.of("schema/events/" + event.get("type").asText() + ".schema.json");
    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(schema))
                .validate(event))
        .isEmpty();
  }
}
