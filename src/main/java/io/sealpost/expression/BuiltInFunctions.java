package io.sealpost.expression;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.TextNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The functions every template may call. */
final class BuiltInFunctions {
  static final List<TemplateFunction> ALL =
      List.of(
          new HmacFunction("hmac_sha256_hex", "HmacSHA256", true),
          new HmacFunction("hmac_sha256_base64", "HmacSHA256", false),
          new HmacFunction("hmac_sha1_hex", "HmacSHA1", true),
          new HmacFunction("hmac_sha512_hex", "HmacSHA512", true),
          new HmacFunction("hmac_sha512_base64", "HmacSHA512", false),
          new OfText("sha256_hex", BuiltInFunctions::sha256Hex),
          new OfText("base64", s -> Base64.getEncoder().encodeToString(s.getBytes(UTF_8))),
          // Unpadded, as in JOSE (RFC 7515): padding would have to be escaped in a URL again.
          new OfText(
              "base64url",
              s -> Base64.getUrlEncoder().withoutPadding().encodeToString(s.getBytes(UTF_8))),
          new OfText("url_encode", PercentEncoding::encode),
          new OfText("json", s -> new String(ExactJson.write(TextNode.valueOf(s)), UTF_8)),
          new FreshUuid());

  private BuiltInFunctions() {}

  private record OfText(String name, UnaryOperator<String> function) implements TemplateFunction {
    @Override
    public int arity() {
      return 1;
    }

    @Override
    public String apply(List<String> arguments) {
      return function.apply(arguments.get(0));
    }
  }

  /** A random UUID (RFC 9562, version 4), another one at each occurrence and attempt. */
  private record FreshUuid() implements TemplateFunction {
    @Override
    public String name() {
      return "uuid";
    }

    @Override
    public int arity() {
      return 0;
    }

    @Override
    public String apply(List<String> arguments) {
      return UUID.randomUUID().toString();
    }
  }

  private static String sha256Hex(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
