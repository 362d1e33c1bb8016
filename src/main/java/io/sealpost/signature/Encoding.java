package io.sealpost.signature;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** How a signature is written in its header. */
enum Encoding {
  HEX {
    @Override
    String encode(byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }

    @Override
    byte[] parse(String text) {
      return HexFormat.of().parseHex(text);
    }
  },
  BASE64 {
    @Override
    String encode(byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    byte[] parse(String text) {
      return Base64.getDecoder().decode(text);
    }
  },
  BASE64URL {
    @Override
    String encode(byte[] bytes) {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    byte[] parse(String text) {
      return Base64.getUrlDecoder().decode(text);
    }
  };

  abstract String encode(byte[] bytes);

  abstract byte[] parse(String text);

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Empty unless the text is one this encoding could have written: letters of either case for hex,
   * with or without padding for the other two. Bits that the decoder would drop must be zero, or
   * several texts would stand for one signature.
   */
  Optional<byte[]> decode(String text) {
    byte[] bytes;
    try {
      bytes = parse(text);
    } catch (IllegalArgumentException notOfThisEncoding) {
      return Optional.empty();
    }
    String canonical = unpadded(encode(bytes));
    String given = this == HEX ? text.toLowerCase(Locale.ROOT) : unpadded(text);
    return canonical.equals(given) ? Optional.of(bytes) : Optional.empty();
  }

  private static String unpadded(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '=') {
      end--;
    }
    return text.substring(0, end);
  }
}
