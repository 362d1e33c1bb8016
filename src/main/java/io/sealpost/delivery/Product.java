package io.sealpost.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What Sealpost calls itself on the wire. */
public final class Product {
  public static final String VERSION = version();
  public static final String USER_AGENT = "Sealpost/" + VERSION;

  private Product() {}

  private static String version() {
    try (InputStream in = Product.class.getResourceAsStream("/io/sealpost/version.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException("io/sealpost/version.properties cannot be read", e);
    }
  }
}
