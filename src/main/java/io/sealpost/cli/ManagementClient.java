package io.sealpost.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sealpost.console.ManagementToken;
import io.sealpost.signature.Secret;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Talks to the management API of the Sealpost that runs with the same folders. */
final class ManagementClient {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  /** A dry run reads the whole dead queue. */
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  /** Listening on all addresses is no address to call. */
  private static final Set<String> ANY = Set.of("0.0.0.0", "::");

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http;
  private final String url;
  private final Secret token;

  private ManagementClient(HttpClient http, String url, Secret token) {
    this.http = http;
    this.url = url;
    this.token = token;
  }

  /** No Sealpost with this data folder listens there. */
  static final class NotRunningException extends Exception {
    private static final long serialVersionUID = 1L;

    NotRunningException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** Something to ask it. */
  @FunctionalInterface
  interface Question<T> {
    T ask(ManagementClient client) throws NotRunningException;
  }

  /** The answer of the running Sealpost; empty if there is none to ask. */
  static <T> Optional<T> askIfRunning(Folders folders, Question<T> question) {
    try {
      return Optional.of(question.ask(of(folders)));
    } catch (NotRunningException e) {
      return Optional.empty();
    }
  }

  /** The answer of the running Sealpost; ends the command if there is none. */
  static <T> T ask(Folders folders, Question<T> question) {
    try {
      return question.ask(of(folders));
    } catch (NotRunningException e) {
      throw CommandException.nothingToTalkTo(
          e.getMessage() + ". Start it: sealpost run --data " + folders.data(), e);
    }
  }

  private static ManagementClient of(Folders folders) throws NotRunningException {
    ClientSettings settings = ClientSettings.read(folders.config());
    String port = settings.get("sealpost.management.port");
    if (port.equals("0")) {
      throw new NotRunningException(
          "The management API is off (sealpost.management.port is 0)", null);
    }
    Secret token = token(settings, folders.data());
    String certificate = settings.get("sealpost.management.tls.certificate");
    String host = settings.get("sealpost.management.host");
    String called = ANY.contains(host) ? "127.0.0.1" : host;
    HttpClient.Builder http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER);
    if (!certificate.isEmpty()) {
      http.sslContext(PinnedCertificate.in(folders.config().resolve(certificate)));
    }
    return new ManagementClient(
        http.build(),
        (certificate.isEmpty() ? "http://" : "https://")
            + (called.contains(":") ? "[" + called + "]" : called)
            + ":"
            + port,
        token);
  }

  private static Secret token(ClientSettings settings, Path data) throws NotRunningException {
    String set = settings.get("sealpost.management.token");
    if (!set.isEmpty()) {
      return Secret.of(set);
    }
    try {
      return ManagementToken.load(data)
          .orElseThrow(
              () ->
                  new NotRunningException(
                      "No Sealpost has run with the data folder "
                          + data.toAbsolutePath().normalize(),
                      null));
    } catch (IOException e) {
      throw CommandException.unreadable(data.resolve(ManagementToken.FILE_NAME), e);
    }
  }

  /** A query's part of a target; null values are left out by the caller. */
  static String query(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
        .collect(Collectors.joining("&", parameters.isEmpty() ? "" : "?", ""));
  }

  /** For a place between slashes, or in a query. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  JsonNode get(String target) throws NotRunningException {
    return send(request(target).GET());
  }

  /**
   * Asks for a change.
   *
   * @param body null for none
   */
  JsonNode post(String target, @Nullable JsonNode body) throws NotRunningException {
    return send(
        body == null
            ? request(target).POST(BodyPublishers.noBody())
            : request(target)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
  }

  private HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(URI.create(url + target))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + token.reveal());
  }

  private JsonNode send(HttpRequest.Builder request) throws NotRunningException {
    try {
      HttpResponse<String> answer =
          http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
      return answer.statusCode() < 300 ? JSON.readTree(answer.body()) : refused(answer);
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw new NotRunningException("No Sealpost answers at " + url, e);
    } catch (JsonProcessingException e) {
      throw new NotRunningException("What answers at " + url + " is no Sealpost", e);
    } catch (IOException e) {
      throw CommandException.failed(
          "The Sealpost at " + url + " did not answer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandException.failed("Interrupted", e);
    }
  }

  private JsonNode refused(HttpResponse<String> answer)
      throws NotRunningException, JsonProcessingException {
    if (answer.statusCode() == 401) {
      throw new NotRunningException(
          "The Sealpost at " + url + " runs with another data folder: it refuses this one's token",
          null);
    }
    String detail = JSON.readTree(answer.body()).path("detail").asText(answer.body());
    throw answer.statusCode() == 404
        ? CommandException.notSo(detail + ".")
        : CommandException.failed(detail, new IOException("Status " + answer.statusCode()));
  }
}
