package io.sealpost.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar on standard error for work that takes longer than a moment, if somebody is watching. */
final class Progress implements AutoCloseable {
  /** Set by the launcher when standard error is a terminal; Java can't tell in all versions. */
  private static final String TERMINAL = "sealpost.terminal";

  /** A bar for less would be gone before it is read. */
  private static final long SHOWN_FROM = 1_000;

  private static final int UPDATE_MILLIS = 200;

  private final String task;
  private final long expected;
  private final boolean watched = Boolean.getBoolean(TERMINAL);
  private long done;
  private @Nullable ProgressBar bar;

  /**
   * @param expected -1 where the end is not known
   */
  Progress(String task, long expected) {
    this.task = task;
    this.expected = expected;
  }

  void add(long more) {
    done += more;
    if (bar == null && watched && done >= SHOWN_FROM) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setInitialMax(expected)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(UPDATE_MILLIS)
              .build();
    }
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
