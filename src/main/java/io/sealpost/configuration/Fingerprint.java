package io.sealpost.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The content of files, cheap to take again and again: a file is only read where its time, size or
 * identity changed, or where it was last read so soon after being written that a second write could
 * have left no trace. Links are followed, so that swapping one is a change.
 */
final class Fingerprint {
  /** Longer than the coarsest clock of a file system in use: FAT counts in steps of 2 s. */
  private static final Duration COARSEST_CLOCK = Duration.ofSeconds(3);

  /** Enough to tell files apart; the reader accepts none so large. */
  private static final int MAX_BYTES = YamlReader.MAX_BYTES + 1;

  private final Map<Path, State> states;

  private Fingerprint(Map<Path, State> states) {
    this.states = states;
  }

  /**
   * One file at one time.
   *
   * @param settled whether a later write must show in time or size
   */
  private record State(
      @Nullable FileTime modified,
      long size,
      @Nullable Object fileKey,
      String content,
      boolean settled) {
    static final State ABSENT = new State(null, 0, null, "absent", false);

    boolean describes(BasicFileAttributes attributes) {
      return settled
          && attributes.lastModifiedTime().equals(modified)
          && attributes.size() == size
          && Objects.equals(attributes.fileKey(), fileKey);
    }
  }

  /**
   * Looks at the files.
   *
   * @param before an earlier fingerprint, to spare reading what did not change
   */
  static Fingerprint of(Collection<Path> files, @Nullable Fingerprint before, Clock clock) {
    Map<Path, State> states = new LinkedHashMap<>();
    for (Path file : files) {
      State known = before == null ? null : before.states.get(file);
      states.put(file, state(file, known, clock));
    }
    return new Fingerprint(states);
  }

  /** Whether the same files have the same content. */
  boolean matches(Fingerprint other) {
    return states.keySet().equals(other.states.keySet())
        && states.entrySet().stream()
            .allMatch(e -> e.getValue().content().equals(other.content(e.getKey())));
  }

  private String content(Path file) {
    return states.getOrDefault(file, State.ABSENT).content();
  }

  private static State state(Path file, @Nullable State known, Clock clock) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (known != null && known.describes(attributes)) {
        return known;
      }
      FileTime modified = attributes.lastModifiedTime();
      boolean settled = modified.toInstant().plus(COARSEST_CLOCK).isBefore(clock.instant());
      return new State(
          modified, attributes.size(), attributes.fileKey(), content(file, attributes), settled);
    } catch (IOException e) {
      // Absent or unreadable is a state like any other; the reader says what is wrong with it.
      return State.ABSENT;
    }
  }

  private static String content(Path file, BasicFileAttributes attributes) throws IOException {
    if (!attributes.isRegularFile()) {
      return "no file";
    }
    try (InputStream in = Files.newInputStream(file)) {
      return new Digest().add(in.readNBytes(MAX_BYTES)).hex();
    }
  }
}
