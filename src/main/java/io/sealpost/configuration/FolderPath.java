package io.sealpost.configuration;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Paths in configuration files: absolute, or relative to the configuration folder. */
final class FolderPath {
  private FolderPath() {}

  /** Null where the text is no path on this system. */
  static @Nullable Path of(Path folder, String text) {
    try {
      return folder.resolve(text).normalize();
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
