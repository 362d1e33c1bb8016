package io.sealpost.cli;

import io.sealpost.delivery.RequestHeader;
import io.sealpost.delivery.SignedRequest;
import io.sealpost.expression.Rendered;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A request as text: as it stands on the wire, or as a curl command. */
final class RequestText {
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
    lines.add("Host: " + URI.create(request.url().text()).getAuthority());
    if (hasContentLength()) {
      lines.add("Content-Length: " + request.body().bytes().length);
    }
    lines.add("Connection: keep-alive");
    return String.join("\n", lines) + "\n\n" + body();
  }

  /** For a POSIX shell. */
  String asCurl() {
    StringBuilder command = new StringBuilder("curl --path-as-is -X " + request.method());
    command.append(' ').append(quoted(shown(request.url())));
    for (RequestHeader header : request.headers()) {
      command.append(" \\\n  -H ").append(quoted(header.name() + ": " + shown(header.value())));
    }
    if (hasContentLength()) {
      command.append(" \\\n  --data-raw ").append(quoted(body()));
    }
    return command.append('\n').toString();
  }

  /** A method that usually has a body says that there is none. RFC 9110, section 8.6. */
  private boolean hasContentLength() {
    return request.body().bytes().length > 0
        || Set.of("POST", "PUT", "PATCH").contains(request.method());
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
