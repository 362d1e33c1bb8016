package io.sealpost.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Where {@code ./sealpost} begins. */
public final class Main {
  private Main() {}

  public static void main(String... arguments) {
    System.exit(
        SealpostCommand.commandLine()
            .setOut(writer(FileDescriptor.out))
            .setErr(writer(FileDescriptor.err))
            .execute(arguments));
  }

  /** UTF-8, whatever the locale says: a redirected result is the same everywhere. */
  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
