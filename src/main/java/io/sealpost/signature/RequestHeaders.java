package io.sealpost.signature;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Look-up by name without regard to case; a name that is there twice has no value. */
final class RequestHeaders {
  private final List<HttpHeader> headers;

  RequestHeaders(List<HttpHeader> headers) {
    this.headers = headers;
  }

  boolean has(String name) {
    return headers.stream().anyMatch(header -> header.name().equalsIgnoreCase(name));
  }

  Optional<String> single(String name, Verification.Code ifDuplicated) throws Refusal {
    List<String> values =
        headers.stream()
            .filter(header -> header.name().equalsIgnoreCase(name))
            .map(HttpHeader::value)
            .toList();
    // Neither the first nor the last wins: two readers of one request must not see two requests.
    if (values.size() > 1) {
      throw new Refusal(ifDuplicated, "The header %s is there more than once".formatted(name));
    }
    return values.stream().findFirst();
  }

  String required(String name, Verification.Code ifMissing, Verification.Code ifDuplicated)
      throws Refusal {
    return single(name, ifDuplicated)
        .orElseThrow(() -> new Refusal(ifMissing, "The header %s is missing".formatted(name)));
  }

  boolean declaresForm() throws Refusal {
    String contentType = single("Content-Type", Verification.Code.HEADER_DUPLICATED).orElse("");
    int end = contentType.indexOf(';');
    String mediaType = end < 0 ? contentType : contentType.substring(0, end);
    return mediaType.strip().toLowerCase(Locale.ROOT).equals("application/x-www-form-urlencoded");
  }
}
