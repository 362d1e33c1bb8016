package io.sealpost.connection;

import io.sealpost.signature.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What credentials add to a request, each part with a form of it that may be shown.
 *
 * @param headers in the order they are sent
 * @param query the parameter behind the URL's own, or null
 */
public record Authorization(List<Header> headers, @Nullable QueryParameter query) {
  /**
   * One header.
   *
   * @param value the whole value, as sent
   * @param masked the value for display: its scheme and {@code ***}
   */
  public record Header(String name, Secret value, String masked) {}

  /** One parameter; name and value are percent-encoded as they are appended. */
  public record QueryParameter(String name, Secret value) {
    /** The URL with the parameter behind its own, to be sent. */
    public String appendTo(String url) {
      return append(url, percentEncode(value.reveal()));
    }

    /** The URL with the parameter's value masked, to be shown. */
    public String appendMaskedTo(String url) {
      return append(url, value.toString());
    }

    private String append(String url, String encodedValue) {
      boolean open = url.endsWith("?") || (url.indexOf('?') >= 0 && url.endsWith("&"));
      String separator = open ? "" : url.indexOf('?') >= 0 ? "&" : "?";
      return url + separator + percentEncode(name) + "=" + encodedValue;
    }
  }

  public Authorization {
    headers = List.copyOf(headers);
  }

  /**
   * The parts these credentials add.
   *
   * @throws IllegalArgumentException where {@link CredentialRules#problems} has something to say
   */
  public static Authorization of(Credentials credentials) {
    List<CredentialRules.Problem> problems = CredentialRules.problems(credentials);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(problems.get(0).key() + ": " + problems.get(0).message());
    }
    if (credentials instanceof Credentials.Basic basic) {
      return header("Authorization", "Basic ", base64(basic));
    } else if (credentials instanceof Credentials.Bearer bearer) {
      return header("Authorization", "Bearer ", bearer.token().reveal());
    } else if (credentials instanceof Credentials.TreasureApiKey treasure) {
      return header("Authorization", "TD1 ", treasure.key().reveal());
    } else if (credentials instanceof Credentials.Custom custom) {
      return new Authorization(
          custom.headers().entrySet().stream()
              .map(e -> new Header(e.getKey(), e.getValue(), e.getValue().toString()))
              .toList(),
          null);
    } else if (credentials instanceof Credentials.ApiKey apiKey && apiKey.name() != null) {
      return apiKey.inQuery()
          ? new Authorization(List.of(), new QueryParameter(apiKey.name(), apiKey.key()))
          : header(apiKey.name(), "", apiKey.key().reveal());
    }
    return new Authorization(List.of(), null);
  }

  private static Authorization header(String name, String scheme, String credential) {
    Secret value = Secret.of(scheme + credential);
    return new Authorization(List.of(new Header(name, value, scheme + value)), null);
  }

  /** UTF-8, as RFC 7617, section 2.1 has it. */
  private static String base64(Credentials.Basic basic) {
    String pair = basic.userName().reveal() + ":" + basic.password().reveal();
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  /** All but the unreserved characters of RFC 3986, section 2.3. */
  private static String percentEncode(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean letterOrDigit = c < 0x80 && Character.isLetterOrDigit(c);
      if (letterOrDigit || "-._~".indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return encoded.toString();
  }
}
