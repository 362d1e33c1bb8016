package io.sealpost.configuration;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.util.IOHelper;
import org.jspecify.annotations.Nullable;

/**
 * Resolves placeholders with Camel's properties functions ({@code env}, {@code sys}, vaults on the
 * class path, our {@code file}) and Camel's properties.
 *
 * <p>Camel's own parser is not used: it looks for placeholders in values again, so that a password
 * could read the environment, and it logs the values.
 */
public final class CamelPlaceholderResolver implements PlaceholderResolver {
  private final PropertiesComponent properties;

  /**
   * Creates a resolver, and registers the function {@code file} if the context has none.
   *
   * @param folder the configuration folder, for relative paths
   */
  public CamelPlaceholderResolver(CamelContext context, Path folder) {
    this.properties = context.getPropertiesComponent();
    if (!properties.hasPropertiesFunction("file")) {
      properties.addPropertiesFunction(new FilePropertiesFunction(folder));
    }
  }

  @Override
  public String resolve(String text) throws PlaceholderException {
    return Placeholder.replaceAll(text, this::value);
  }

  private String value(Placeholder placeholder) throws PlaceholderException {
    String name = placeholder.function();
    if (name == null) {
      return property(placeholder.argument())
          .orElseThrow(() -> missing(placeholder, "set this property in application.properties"));
    }
    PropertiesFunction function = properties.getPropertiesFunction(name);
    if (function == null) {
      throw missing(
          placeholder,
          "there is no function "
              + name
              + "; write env, file or sys, or put the vault's library on the class path");
    }
    String value = apply(function, placeholder);
    if (value == null) {
      throw missing(
          placeholder,
          name.equals("env")
              ? "set the environment variable " + placeholder.subject() + " and start again"
              : "correct the name, or create it there");
    }
    return value;
  }

  private @Nullable String apply(PropertiesFunction function, Placeholder placeholder)
      throws PlaceholderException {
    try {
      String argument = placeholder.argument();
      return function.apply(
          function.lookupFirst(argument) ? property(argument).orElse(argument) : argument);
    } catch (RuntimeException e) {
      boolean ours = function instanceof FilePropertiesFunction;
      throw new PlaceholderException(
          placeholder.offset(),
          ours
              ? e.getMessage()
              : placeholder.shown() + " could not be looked up: " + e.getClass().getSimpleName(),
          e);
    }
  }

  private Optional<String> property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      value = IOHelper.lookupEnvironmentVariable(name);
    }
    if (value == null) {
      value = properties.loadProperties(name::equals).getProperty(name);
    }
    for (PropertiesSource source : properties.getPropertiesSources()) {
      value = value == null ? source.getProperty(name) : value;
    }
    return Optional.ofNullable(value);
  }

  private static PlaceholderException missing(Placeholder placeholder, String fix) {
    return new PlaceholderException(
        placeholder.offset(), placeholder.shown() + " has no value; " + fix);
  }
}
