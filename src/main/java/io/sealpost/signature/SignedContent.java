package io.sealpost.signature;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Puts the signed bytes together, the same way for signing and verifying. */
final class SignedContent {
  private static final byte[] NOTHING = {};

  private final SchemeTemplate template;
  private final byte[] separator;

  SignedContent(SchemeTemplate template) {
    this.template = template;
    this.separator = template.separator().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * In pieces, so that a body of 1 MB is not copied.
   *
   * @param timestamp as it stands in its header
   * @param url instead of the request's, which may differ from the signed one in its port
   */
  List<byte[]> of(String id, String timestamp, String url, SignatureInput request) throws Refusal {
    List<byte[]> pieces = new ArrayList<>();
    for (Part part : template.signed()) {
      if (!pieces.isEmpty()) {
        pieces.add(separator);
      }
      pieces.add(
          switch (part.kind()) {
            case TEXT -> utf8(part.argument());
            case ID -> utf8(id);
            case TIMESTAMP -> utf8(timestamp);
            case BODY -> request.body();
            case BODY_SHA256 -> utf8(sha256Hex(request.body()));
            case URL -> utf8(url);
            case METHOD -> utf8(request.method());
            case PATH -> utf8(request.path());
            case QUERY -> utf8(request.query());
            case SORTED_FORM -> formPart(request);
            case HEADER -> utf8(headerValue(request, part.argument()));
          });
    }
    return pieces;
  }

  /** The digest that the URL's query must carry for this request, or empty if it needs none. */
  Optional<String> digestForQuery(SignatureInput request) throws Refusal {
    boolean needed =
        !template.bodySha256Query().isEmpty()
            && request.body().length > 0
            && !new RequestHeaders(request.headers()).declaresForm();
    return needed ? Optional.of(sha256Hex(request.body())) : Optional.empty();
  }

  /** The value of the digest parameter in the URL, however often it is there. */
  List<String> digestsInQuery(String url) {
    int question = url.indexOf('?');
    if (question < 0 || template.bodySha256Query().isEmpty()) {
      return List.of();
    }
    int fragment = url.indexOf('#', question);
    String query = url.substring(question + 1, fragment < 0 ? url.length() : fragment);
    String start = template.bodySha256Query() + "=";
    return Arrays.stream(query.split("&", -1))
        .filter(parameter -> parameter.startsWith(start))
        .map(parameter -> parameter.substring(start.length()))
        .toList();
  }

  /** Empty for what is no form: then the digest in the signed URL answers for the body. */
  private byte[] formPart(SignatureInput request) throws Refusal {
    List<String> digests = digestsInQuery(request.url());
    if (!digests.isEmpty()) {
      boolean matches = digests.size() == 1 && isSha256Of(request.body(), digests.get(0));
      if (!matches) {
        throw new Refusal(
            Verification.Code.BODY_MISMATCH,
            "The body is not the one whose SHA-256 is in the query parameter "
                + template.bodySha256Query());
      }
      return NOTHING;
    }
    if (request.body().length == 0) {
      return NOTHING;
    }
    if (new RequestHeaders(request.headers()).declaresForm()) {
      return SortedForm.of(request.body());
    }
    throw new Refusal(
        Verification.Code.BODY_UNSIGNED,
        template.bodySha256Query().isEmpty()
            ? "The scheme signs forms only, and the body is none by its Content-Type"
            : "The body is no form, and its SHA-256 is not in the query parameter "
                + template.bodySha256Query());
  }

  private static String headerValue(SignatureInput request, String name) throws Refusal {
    String value =
        new RequestHeaders(request.headers())
            .required(name, Verification.Code.HEADER_MISSING, Verification.Code.HEADER_DUPLICATED);
    // Beyond ASCII, two ends rarely agree on the bytes behind a header's characters.
    if (!value.chars().allMatch(c -> c >= ' ' && c < 127)) {
      throw new Refusal(
          Verification.Code.HEADER_MALFORMED,
          "The signed header %s has characters outside printable ASCII".formatted(name));
    }
    return value;
  }

  private static boolean isSha256Of(byte[] body, String hex) {
    return Encoding.HEX
        .decode(hex)
        .filter(digest -> MessageDigest.isEqual(digest, sha256(body)))
        .isPresent();
  }

  private static String sha256Hex(byte[] bytes) {
    return Encoding.HEX.encode(sha256(bytes));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime cannot do SHA-256", e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
