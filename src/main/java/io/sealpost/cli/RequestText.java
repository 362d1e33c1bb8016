package io.sealpost.cli;

import io.sealpost.delivery.RequestHeader;
import io.sealpost.delivery.SignedRequest;
import io.sealpost.expression.Rendered;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A request as text: as it stands on the wire, or as a curl command. */
final class RequestText {
  /** Headers curl sends unless it is told not to. */
  private static final List<String> CURLS_OWN =
      List.of("Accept", "Content-Type", "Expect", "User-Agent");

  private final SignedRequest request;
  private final boolean showSecrets;

  /**
   * @param showSecrets false: credentials are {@code ***}
   */
  RequestText(SignedRequest request, boolean showSecrets) {
    this.request = request;
    this.showSecrets = showSecrets;
  }

  /**
   * {@code METHOD absolute-URL}, the headers of the wire in their order, a blank line, the body.
   */
  String asHttp() {
    List<String> lines = new ArrayList<>();
    lines.add(request.method() + " " + shown(request.url()));
    for (RequestHeader header : request.headers()) {
      lines.add(header.name() + ": " + shown(header.value()));
    }
    // What the HTTP client adds, behind ours.
    lines.add("Host: " + authority());
    if (hasContentLength()) {
      lines.add("Content-Length: " + request.body().bytes().length);
    }
    lines.add("Connection: keep-alive");
    return String.join("\n", lines) + "\n\n" + body();
  }

  /**
   * For a POSIX shell. What curl would add, read from its own files or tidy up is turned off. The
   * body goes through a pipe: a single argument may have 128 KB on Linux.
   */
  String asCurl() {
    StringBuilder command = new StringBuilder();
    if (hasContentLength()) {
      command.append("printf %s ").append(quoted(body())).append(" |\n");
    }
    command.append("curl -q --http1.1 --path-as-is --globoff -X ").append(request.method());
    command.append(' ').append(quoted(shown(request.url())));
    Set<String> ours = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (RequestHeader header : request.headers()) {
      ours.add(header.name());
      addHeader(command, header.name(), shown(header.value()));
    }
    addHeader(command, "Host", authority());
    addHeader(command, "Connection", "keep-alive");
    for (String name : CURLS_OWN) {
      if (!ours.contains(name)) {
        option(command, "-H " + quoted(name + ":"));
      }
    }
    if (hasContentLength()) {
      option(command, "--data-binary @-");
    }
    return command.append('\n').toString();
  }

  /** With a colon, curl leaves an empty header out. */
  private static void addHeader(StringBuilder command, String name, String value) {
    option(command, "-H " + quoted(value.isEmpty() ? name + ";" : name + ": " + value));
  }

  private static void option(StringBuilder command, String option) {
    command.append(" \\\n  ").append(option);
  }

  /** A method that usually has a body says that there is none. RFC 9110, section 8.6. */
  private boolean hasContentLength() {
    return request.body().bytes().length > 0
        || Set.of("POST", "PUT", "PATCH").contains(request.method());
  }

  private String authority() {
    return URI.create(request.url().text()).getAuthority();
  }

  private String shown(Rendered text) {
    return showSecrets ? text.text() : text.masked();
  }

  private String body() {
    byte[] bytes = showSecrets ? request.body().bytes() : request.body().masked();
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
