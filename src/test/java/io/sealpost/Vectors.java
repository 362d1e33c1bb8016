package io.sealpost;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** The tables in {@code src/test/resources/vectors}. */
public final class Vectors {
  private Vectors() {}

  /** All rows; cells by the names of the first line. */
  public static List<CSVRecord> csv(String file) {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(Vectors.class.getResourceAsStream("/vectors/" + file), file),
            StandardCharsets.UTF_8)) {
      return CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .get()
          .parse(reader)
          .getRecords();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  /** The rows of {@code header-cases.csv} from one source. */
  public static List<CSVRecord> headerCases(String source) {
    return csv("header-cases.csv").stream()
        .filter(row -> row.get("source").equals(source))
        .toList();
  }
}
