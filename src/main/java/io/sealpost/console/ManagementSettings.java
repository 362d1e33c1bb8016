package io.sealpost.console;

import io.sealpost.port.PortSettings;
import io.sealpost.signature.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the management API listens, and for whom.
 *
 * @param names besides the host, by which clients may call it, in lower case
 * @param certificate PEM; null without TLS
 * @param key PEM, not encrypted; null without TLS
 */
public record ManagementSettings(
    String host,
    int port,
    Set<String> names,
    Secret token,
    @Nullable Path certificate,
    @Nullable Path key) {

  /** Shorter ones could be guessed. */
  private static final int LEAST_TOKEN_LENGTH = 16;

  public ManagementSettings {
    names = Set.copyOf(names);
    if (token.reveal().length() < LEAST_TOKEN_LENGTH) {
      throw new IllegalArgumentException(
          "sealpost.management.token has less than " + LEAST_TOKEN_LENGTH + " characters");
    }
    if ((certificate == null) != (key == null)) {
      throw new IllegalArgumentException(
          "sealpost.management.tls.certificate and sealpost.management.tls.key go together");
    }
    if (certificate == null && !isLoopback(host)) {
      throw new IllegalArgumentException(
          "sealpost.management.host is "
              + host
              + ", which other machines reach: set sealpost.management.tls.certificate and"
              + " sealpost.management.tls.key, or listen on 127.0.0.1");
    }
    requireReadable("sealpost.management.tls.certificate", certificate);
    requireReadable("sealpost.management.tls.key", key);
  }

  PortSettings listening() {
    return new PortSettings(host, port, certificate, key);
  }

  boolean isTls() {
    return certificate != null;
  }

  /** For people and clients. */
  public String url() {
    return (isTls() ? "https://" : "http://")
        + (host.contains(":") ? "[" + host + "]" : host)
        + ":"
        + port;
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "sealpost.management.host is " + host + ", which is no host of this machine", e);
    }
  }

  private static void requireReadable(String setting, @Nullable Path file) {
    if (file == null) {
      return;
    }
    try {
      Files.newInputStream(file).close();
    } catch (IOException e) {
      throw new IllegalArgumentException(setting + ": " + file + " cannot be read", e);
    }
  }
}
