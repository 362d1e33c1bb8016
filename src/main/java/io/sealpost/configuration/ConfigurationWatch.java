package io.sealpost.configuration;

import io.sealpost.configuration.ConfigurationReader.Result;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration folder anew when a file changes. Files are looked at in intervals: the
 * notifications of file systems miss network mounts and links that are swapped.
 *
 * <p>A configuration with errors changes nothing: the one in force stays, the errors are reported
 * once, and the next change of a file is a new chance. Values from the environment or a vault are
 * looked up whenever a file changes, not before.
 */
public final class ConfigurationWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigurationWatch.class);

  private static final Clock CLOCK = Clock.systemUTC();

  /** Files may name further files; a folder that changes all the time must not hold a look up. */
  private static final int MAX_READS = 3;

  /** Is told what became of a changed folder; called by one thread at a time. */
  public interface Listener {
    /**
     * The folder is valid and changed, or is valid again. When this throws, the old configuration
     * stays the one in force until a file changes again.
     */
    void changed(ConfigurationChange change);

    /** The folder has errors; the configuration in force stays. */
    void refused(List<Problem> problems);
  }

  private final ConfigurationReader reader;
  private final Path folder;
  private final Listener listener;
  private volatile Configuration current;
  private boolean refused;
  private Set<Path> named;
  private @Nullable Fingerprint seen;
  private @Nullable ScheduledFuture<?> polling;

  /**
   * Creates a watch that is not yet polling.
   *
   * @param initial the configuration in force
   */
  public ConfigurationWatch(
      ConfigurationReader reader, Path folder, Configuration initial, Listener listener) {
    this.reader = reader;
    this.folder = folder;
    this.listener = listener;
    this.current = initial;
    this.named = initial.files();
  }

  /**
   * Begins to look at the files.
   *
   * @param interval between one look and the next, e.g. one second
   * @param executor runs the looks and the listener; it is not shut down here
   */
  public synchronized void start(ScheduledExecutorService executor, Duration interval) {
    if (polling != null) {
      throw new IllegalStateException("the watch has been started; create another one");
    }
    long millis = interval.toMillis();
    polling = executor.scheduleWithFixedDelay(this::lookSafely, 0, millis, TimeUnit.MILLISECONDS);
  }

  /** The configuration in force. */
  public Configuration current() {
    return current;
  }

  /** Looks at the files now, and reads them if one changed since the last look. */
  public synchronized void look() {
    Fingerprint now = Fingerprint.of(files(), seen, CLOCK);
    boolean unchanged = seen != null && now.matches(seen);
    seen = now;
    if (!unchanged) {
      apply(read(now));
    }
  }

  private Result read(Fingerprint before) {
    Fingerprint now = before;
    // A fingerprint is taken before reading, so that what changes meanwhile shows at the next look.
    // Files that are named for the first time are not in it yet: once more, then.
    for (int i = 0; i < MAX_READS; i++) {
      Result result = reader.read(folder);
      if (result.files().equals(named)) {
        return result;
      }
      named = result.files();
      now = Fingerprint.of(files(), now, CLOCK);
      seen = now;
    }
    return reader.read(folder);
  }

  private void apply(Result result) {
    Configuration read = result.configuration();
    if (read == null) {
      refused = true;
      listener.refused(result.problems());
      return;
    }
    ConfigurationChange change = ConfigurationChange.between(current, read);
    if (refused || !change.isEmpty()) {
      listener.changed(change);
    }
    refused = false;
    current = read;
  }

  /** Ends the looks; one under way is finished. */
  @Override
  public synchronized void close() {
    if (polling != null) {
      polling.cancel(false);
    }
  }

  private void lookSafely() {
    try {
      look();
    } catch (RuntimeException e) {
      // An exception would end the schedule, and with it all reloading.
      LOG.error("The configuration in {} could not be applied; the old one stays", folder, e);
    }
  }

  private Set<Path> files() {
    Set<Path> files = new LinkedHashSet<>(new ConfigurationFolder(folder).yamlFiles());
    files.addAll(named);
    return files;
  }
}
