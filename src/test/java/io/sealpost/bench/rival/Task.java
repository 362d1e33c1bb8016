package io.sealpost.bench.rival;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a rival is to do, told by its environment.
 *
 * @param brokerUrl of an Artemis
 * @param queue it takes messages from
 * @param url it posts their bodies to
 * @param secret of the HMAC
 * @param inFlight calls at once, and no more
 */
public record Task(
    String brokerUrl,
    String userName,
    String password,
    String queue,
    String url,
    String secret,
    int inFlight) {
  private static final String PREFIX = "BENCH_";

  static Task given() {
    return new Task(
        of("BROKER_URL"),
        of("USER_NAME"),
        of("PASSWORD"),
        of("QUEUE"),
        of("URL"),
        of("SECRET"),
        Integer.parseInt(of("IN_FLIGHT")));
  }

  /** As {@link #given} reads it. */
  public Map<String, String> environment() {
    Map<String, String> all = new HashMap<>();
    all.put(PREFIX + "BROKER_URL", brokerUrl);
    all.put(PREFIX + "USER_NAME", userName);
    all.put(PREFIX + "PASSWORD", password);
    all.put(PREFIX + "QUEUE", queue);
    all.put(PREFIX + "URL", url);
    all.put(PREFIX + "SECRET", secret);
    all.put(PREFIX + "IN_FLIGHT", Integer.toString(inFlight));
    return all;
  }

  private static String of(String name) {
    return Objects.requireNonNull(System.getenv(PREFIX + name), PREFIX + name);
  }
}
