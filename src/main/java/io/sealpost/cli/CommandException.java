package io.sealpost.cli;

import io.sealpost.broker.Troubleshooting;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;

/** Ends a command with a message for its user, who needs no stack trace to act on it. */
final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CommandException(int exitCode, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** Exit code 1: what was asked about is not so, or not there. */
  static CommandException notSo(String message) {
    return new CommandException(ExitCode.SOFTWARE, message, null);
  }

  /** Exit code 1: what was asked for failed. */
  static CommandException failed(String message, Throwable cause) {
    return new CommandException(ExitCode.SOFTWARE, message, cause);
  }

  /** Exit code 2: an option or a file it names can't be used. */
  static CommandException unusable(String message, @Nullable Throwable cause) {
    return new CommandException(ExitCode.USAGE, message, cause);
  }

  /** Exit code 2: a file named on the command line can't be read. */
  static CommandException unreadable(Path file, IOException cause) {
    // Many of these have but the file's name for a message.
    String reason = cause.toString().replaceFirst("^java\\.(nio\\.file|nio\\.charset|io)\\.", "");
    return unusable("File " + file + " can't be read: " + reason, cause);
  }

  /** Exit code 2: nothing answers. The message says what to start. */
  static CommandException nothingToTalkTo(String message, @Nullable Throwable cause) {
    return new CommandException(
        ExitCode.USAGE, Troubleshooting.pointed(message, "nothing-answers"), cause);
  }

  int exitCode() {
    return exitCode;
  }
}
