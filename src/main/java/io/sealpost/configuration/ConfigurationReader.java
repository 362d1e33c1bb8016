package io.sealpost.configuration;

import io.sealpost.expression.TemplateParser;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a configuration folder, and says all that is wrong with it at once. Thread-safe. */
public final class ConfigurationReader {
  private final PlaceholderResolver placeholders;
  private final TemplateParser templates;
  private final Defaults defaults;
  private final Schemas schemas = new Schemas();

  /**
   * Creates a reader.
   *
   * @param placeholders for connection files and {@code secrets.yaml}
   * @param templates for activation files
   * @param defaults where files say nothing
   */
  public ConfigurationReader(
      PlaceholderResolver placeholders, TemplateParser templates, Defaults defaults) {
    this.placeholders = placeholders;
    this.templates = templates;
    this.defaults = defaults;
  }

  /**
   * What became of a folder.
   *
   * @param configuration null with any error
   * @param problems errors and warnings, by place
   * @param files all files looked at, and those they name, whether these exist or not
   */
  public record Result(
      @Nullable Configuration configuration, List<Problem> problems, Set<Path> files) {}

  /** Reads the folder as it is now; never throws for what is in it. */
  public Result read(Path folder) {
    return new Reading(new ConfigurationFolder(folder), placeholders, templates, defaults, schemas)
        .result();
  }

  /** The schemas of the three kinds of file. */
  record Schemas(FileSchema connection, FileSchema activation, FileSchema secrets) {
    Schemas() {
      this(
          FileSchema.named("connection"),
          FileSchema.named("activation"),
          FileSchema.named("secrets"));
    }
  }
}
