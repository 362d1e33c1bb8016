package io.sealpost.receiver;

import io.sealpost.signature.HttpHeader;
import io.sealpost.signature.SignatureInput;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A request as it stood on the wire.
 *
 * @param at when its last byte was in
 * @param method as sent
 * @param target path and query as sent, not decoded
 * @param headers in order, names in the case they came in
 * @param body the exact bytes, empty where there were none
 */
public record ReceivedRequest(
    Instant at, String method, String target, List<HttpHeader> headers, byte[] body) {

  public ReceivedRequest {
    headers = List.copyOf(headers);
  }

  /** The target up to its query. */
  public String path() {
    int mark = target.indexOf('?');
    return mark < 0 ? target : target.substring(0, mark);
  }

  /** The target's query without {@code ?}, empty where there is none. */
  public String query() {
    int mark = target.indexOf('?');
    return mark < 0 ? "" : target.substring(mark + 1);
  }

  /** The value of the first header of this name, in any case. */
  public Optional<String> header(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(HttpHeader::value)
        .findFirst();
  }

  /**
   * What a scheme verifies.
   *
   * @param origin {@code https://host:port} the sender used, for schemes that sign the URL
   */
  public SignatureInput signatureInput(String origin) {
    return new SignatureInput("", at, method, origin + target, path(), query(), headers, body);
  }

  /**
   * {@code METHOD target}, a header a line, a blank line, the body; each with its control
   * characters made visible, and ending in a line feed.
   */
  public String forTerminal() {
    StringBuilder text = new StringBuilder();
    text.append(TerminalText.line(method)).append(' ').append(TerminalText.line(target));
    text.append('\n');
    for (HttpHeader header : headers) {
      text.append(TerminalText.line(header.name())).append(": ");
      text.append(TerminalText.line(header.value())).append('\n');
    }
    text.append('\n');
    if (body.length > 0) {
      text.append(TerminalText.lines(body));
      if (body[body.length - 1] != '\n') {
        text.append('\n');
      }
    }
    return text.toString();
  }
}
