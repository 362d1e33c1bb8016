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
  private final boolean watched = Boolean.getBoolean(TERMINAL);
  private @Nullable ProgressBar bar;

  Progress(String task) {
    this.task = task;
  }

  /**
   * @param total -1 where it is not known
   */
  void reached(long done, long total) {
    if (bar == null && watched && Math.max(done, total) >= SHOWN_FROM) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setInitialMax(total)
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
