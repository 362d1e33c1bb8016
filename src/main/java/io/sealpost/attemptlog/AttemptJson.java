package io.sealpost.attemptlog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.sealpost.broker.Line;
import io.sealpost.broker.NewMessage;
import io.sealpost.broker.Queues;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/** The form of a record on its way to the log: a JSON object, times as ISO-8601 in UTC. */
public final class AttemptJson {
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, ToStringSerializer.instance)
                  .addDeserializer(Instant.class, new InstantReader()))
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          // A newer instance on the same broker may say more.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // An excerpt of a bad record would quote it in an exception.
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private AttemptJson() {}

  /** For the queue of records; shares a message with others of its transaction. */
  public static Line line(AttemptRecord attempt) {
    return new Line(Queues.ATTEMPTS, write(attempt));
  }

  /** For the queue of records. */
  public static NewMessage message(AttemptRecord attempt) {
    return new NewMessage(Queues.ATTEMPTS, write(attempt));
  }

  static String write(AttemptRecord attempt) {
    try {
      return MAPPER.writeValueAsString(attempt);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A record of an attempt cannot be written as JSON", e);
    }
  }

  /** For programs: an array, indented. */
  public static String array(List<AttemptRecord> attempts) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(attempts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Records of attempts cannot be written as JSON", e);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static AttemptRecord read(String json) {
    try {
      AttemptRecord attempt = MAPPER.readValue(json, AttemptRecord.class);
      if (attempt != null) {
        return attempt;
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not a record of an attempt", e);
    }
    throw new IllegalArgumentException("Not a record of an attempt, but null");
  }

  private static final class InstantReader extends StdDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    /** What every database here can store. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    InstantReader() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      String text = parser.getValueAsString("");
      try {
        Instant instant = Instant.parse(text);
        if (!instant.isBefore(EARLIEST) && !instant.isAfter(LATEST)) {
          return instant;
        }
      } catch (DateTimeException e) {
        throw context.weirdStringException(text, Instant.class, "not a time in ISO-8601");
      }
      throw context.weirdStringException(text, Instant.class, "a time no database keeps");
    }
  }
}
