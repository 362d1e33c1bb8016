package io.sealpost;

import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.SimpleMain;

/**
 * Sealpost as one Camel application: the same in a JVM of its own and in Karaf, where only the
 * context given differs. Starts and stops as often as it is made; holds no static state.
 *
 * <p>Settings: the defaults in {@code application.properties}, then {@code application.properties}
 * of the configuration folder, then the environment, then {@code -D}, then those given here.
 */
public final class Sealpost implements AutoCloseable {
  private final SimpleMain main;
  private final Path ownProperties;
  private final SealpostAssembly assembly = new SealpostAssembly();

  /**
   * Prepares; nothing is read or opened yet.
   *
   * @param context not yet built
   * @param settings override the file, e.g. from the command line; the environment and {@code -D}
   *     override them
   */
  public Sealpost(CamelContext context, Properties settings) {
    main = new SimpleMain(context);
    ownProperties = configurationFolder(settings).resolve("application.properties");
    main.setDefaultPropertyPlaceholderLocation("file:" + ownProperties + ";optional=true");
    main.setInitialProperties(defaults());
    main.setOverrideProperties(settings);
    main.addMainListener(assembly);
  }

  /** In this JVM, as {@code sealpost run} has it. */
  public static Sealpost standalone(Properties settings) {
    return new Sealpost(new DefaultCamelContext(), settings);
  }

  /**
   * As {@link #standalone}, but that the settings and the shipped defaults are all there is:
   * neither the environment nor {@code -D} may lead it to an operator's broker or database.
   */
  public static Sealpost keptToItself(Properties settings) {
    DefaultCamelContext context = new DefaultCamelContext();
    PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
    properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
    properties.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
    Sealpost sealpost = new Sealpost(context, settings);
    sealpost
        .main
        .configure()
        .withAutoConfigurationEnvironmentVariablesEnabled(false)
        .withAutoConfigurationSystemPropertiesEnabled(false);
    return sealpost;
  }

  /**
   * Starts the broker, the routes of all activations and the observe port.
   *
   * @throws StartException naming what to do, when the configuration has errors or a port is taken;
   *     everything opened so far is closed again
   */
  public void start() throws StartException {
    try {
      OwnProperties.check(ownProperties);
      main.start();
    } catch (Exception e) {
      close();
      throw StartException.of(e);
    }
  }

  /**
   * Calls back when the embedded broker stopped by itself, for want of a disk: Sealpost lives on
   * without it, and whoever owns the process decides. Set before the start; the cause is logged.
   *
   * @param action called once, on a thread of the broker's: returns at once
   */
  public void onBrokerFailure(Runnable action) {
    assembly.onBrokerFailure(action);
  }

  /**
   * The connections its routes use, for what else works with its queues in this JVM.
   *
   * @throws IllegalStateException while it is not started
   */
  public ConnectionFactory broker() {
    return assembly.broker();
  }

  @Override
  public void close() {
    main.stop();
    assembly.close();
  }

  /** The shipped defaults. */
  public static Properties defaults() {
    Properties defaults = new Properties();
    try (InputStream in = Sealpost.class.getResourceAsStream("application.properties")) {
      defaults.load(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException("the shipped application.properties cannot be read", e);
    }
    return defaults;
  }

  private static Path configurationFolder(Properties settings) {
    return Path.of(
        settings.getProperty("sealpost.config", defaults().getProperty("sealpost.config")));
  }
}
