package io.sealpost.configuration;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads a connection file's {@code proxy}. */
final class ProxyReader {
  private static final String POINTER = "/proxy";

  private final CheckedFile file;

  ProxyReader(CheckedFile file) {
    this.file = file;
  }

  @Nullable URI read() {
    String text = file.text(POINTER);
    if (text == null) {
      return null;
    }
    file.problems()
        .warning(
            POINTER,
            "proxy-resolves",
            "the proxy resolves names: the address guard judges the proxy's address only; restrict"
                + " what the proxy may reach");
    try {
      URI uri = new URI(text);
      String refusal = refusal(uri);
      if (refusal == null) {
        return uri;
      }
      file.problems().error(POINTER, "invalid-proxy", refusal);
    } catch (URISyntaxException e) {
      file.problems().error(POINTER, "invalid-proxy", "is no URL; write http://host:port");
    }
    return null;
  }

  private static @Nullable String refusal(URI uri) {
    if (uri.getRawUserInfo() != null) {
      return "user and password of a proxy are not supported; write http://host:port";
    }
    String path = uri.getRawPath();
    boolean bare =
        (path == null || path.isEmpty() || path.equals("/"))
            && uri.getRawQuery() == null
            && uri.getRawFragment() == null;
    boolean complete =
        "http".equals(uri.getScheme())
            && uri.getHost() != null
            && uri.getPort() > 0
            && uri.getPort() <= 65535;
    return bare && complete ? null : "is not http://host:port; write for example http://proxy:3128";
  }
}
