package io.sealpost.signature;

import static io.sealpost.signature.Verification.Code.ID_DUPLICATED;
import static io.sealpost.signature.Verification.Code.ID_MALFORMED;
import static io.sealpost.signature.Verification.Code.ID_MISSING;
import static io.sealpost.signature.Verification.Code.SIGNATURE_DUPLICATED;
import static io.sealpost.signature.Verification.Code.SIGNATURE_MALFORMED;
import static io.sealpost.signature.Verification.Code.SIGNATURE_MISSING;
import static io.sealpost.signature.Verification.Code.TIMESTAMP_DUPLICATED;
import static io.sealpost.signature.Verification.Code.TIMESTAMP_MALFORMED;
import static io.sealpost.signature.Verification.Code.TIMESTAMP_MISSING;

import io.sealpost.signature.SchemeTemplate.HeaderNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a received request claims about itself: the first reading of a stranger's headers.
 *
 * @param id empty where the scheme has none
 * @param timestamp digits, as received; empty where the scheme has none
 * @param signatures by version, only those whose length is right
 */
record ReceivedValues(String id, String timestamp, List<Claimed> signatures) {
  private static final int MAX_ID_CHARS = 256;
  private static final int MAX_SIGNATURES = 10;

  /** Enough for milliseconds until the year 33658 and far from overflow. */
  private static final int MAX_TIMESTAMP_DIGITS = 15;

  record Claimed(SignatureVersion version, byte[] signature) {}

  static ReceivedValues of(SchemeTemplate template, SignatureInput received) throws Refusal {
    RequestHeaders headers = new RequestHeaders(received.headers());
    HeaderNames names =
        template.headerSets().stream()
            .filter(set -> headers.has(set.signature()))
            .findFirst()
            .orElse(template.written());
    String list = headers.required(names.signature(), SIGNATURE_MISSING, SIGNATURE_DUPLICATED);
    List<String> elements = elements(template, names, list);
    String timestamp = timestamp(template, names, headers, elements);
    String id = "";
    if (!names.id().isEmpty()) {
      id = headers.required(names.id(), ID_MISSING, ID_DUPLICATED);
      checkId(id, template);
    }
    return new ReceivedValues(id, timestamp, signatures(template, names, elements));
  }

  /** An id that held the separator could pass for the beginning of what follows it. */
  static void checkId(String id, SchemeTemplate template) throws Refusal {
    String separator = template.separator();
    boolean wellFormed =
        !id.isEmpty()
            && id.length() <= MAX_ID_CHARS
            && id.chars().allMatch(c -> c > ' ' && c < 127)
            && (separator.isEmpty() || !id.contains(separator));
    if (!wellFormed) {
      throw new Refusal(
          ID_MALFORMED,
          "The id must be 1 to %d visible ASCII characters%s"
              .formatted(
                  MAX_ID_CHARS, separator.isEmpty() ? "" : " without «%s»".formatted(separator)));
    }
  }

  private static List<String> elements(SchemeTemplate template, HeaderNames names, String list)
      throws Refusal {
    if (!template.carriesSeveral()) {
      return List.of(list);
    }
    List<String> elements = new ArrayList<>();
    int most = MAX_SIGNATURES + (template.timestampPrefix().isEmpty() ? 0 : 1);
    int start = 0;
    while (start >= 0) {
      // Exactly 10 signatures are still accepted, of whatever version; 11 are not.
      if (elements.size() == most) {
        throw new Refusal(
            SIGNATURE_MALFORMED,
            "The header %s holds more than %d signatures"
                .formatted(names.signature(), MAX_SIGNATURES));
      }
      int end = list.indexOf(template.signatureSeparator(), start);
      elements.add(end < 0 ? list.substring(start) : list.substring(start, end));
      start = end < 0 ? -1 : end + template.signatureSeparator().length();
    }
    return elements;
  }

  private static String timestamp(
      SchemeTemplate template, HeaderNames names, RequestHeaders headers, List<String> elements)
      throws Refusal {
    String prefix = template.timestampPrefix();
    String timestamp;
    if (!names.timestamp().isEmpty()) {
      timestamp = headers.required(names.timestamp(), TIMESTAMP_MISSING, TIMESTAMP_DUPLICATED);
    } else if (!prefix.isEmpty()) {
      List<String> found = elements.stream().filter(e -> e.startsWith(prefix)).toList();
      if (found.size() != 1) {
        throw new Refusal(
            found.isEmpty() ? TIMESTAMP_MISSING : TIMESTAMP_DUPLICATED,
            "The header %s must hold %s exactly once".formatted(names.signature(), prefix));
      }
      timestamp = found.get(0).substring(prefix.length());
    } else {
      return "";
    }
    checkTimestamp(timestamp);
    return timestamp;
  }

  static void checkTimestamp(String timestamp) throws Refusal {
    // Not Character.isDigit, which takes other scripts' digits, nor Long.parseLong, which takes
    // signs.
    boolean digits = !timestamp.isEmpty() && timestamp.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits || timestamp.length() > MAX_TIMESTAMP_DIGITS) {
      throw new Refusal(
          TIMESTAMP_MALFORMED,
          "The timestamp must be 1 to %d digits and nothing else".formatted(MAX_TIMESTAMP_DIGITS));
    }
  }

  private static List<Claimed> signatures(
      SchemeTemplate template, HeaderNames names, List<String> elements) throws Refusal {
    List<Claimed> claimed = new ArrayList<>();
    for (String element : elements) {
      for (SignatureVersion version : template.versions()) {
        if (element.startsWith(version.prefix())) {
          Optional<byte[]> signature =
              version.encoding().decode(element.substring(version.prefix().length()));
          signature
              .filter(bytes -> bytes.length == version.algorithm().signatureBytes)
              .ifPresent(bytes -> claimed.add(new Claimed(version, bytes)));
        }
      }
    }
    if (claimed.isEmpty()) {
      throw new Refusal(
          SIGNATURE_MALFORMED,
          "The header %s holds no signature of the form %s"
              .formatted(names.signature(), forms(template)));
    }
    return claimed;
  }

  private static String forms(SchemeTemplate template) {
    return String.join(
        " or ",
        template.versions().stream()
            .map(
                version ->
                    "%s<%s of %d bytes>"
                        .formatted(
                            version.prefix(),
                            version.encoding().word(),
                            version.algorithm().signatureBytes))
            .toList());
  }
}
