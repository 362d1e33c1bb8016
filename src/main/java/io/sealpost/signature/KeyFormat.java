package io.sealpost.signature;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** How key bytes are written in a secret's text. */
enum KeyFormat {
  /** The text is the key, in UTF-8. */
  TEXT("text"),
  BASE64("base64"),
  HEX("hex");

  final String word;

  KeyFormat(String word) {
    this.word = word;
  }

  Optional<byte[]> decode(String text) {
    return switch (this) {
      case TEXT -> Optional.of(text.getBytes(StandardCharsets.UTF_8));
      case BASE64 -> Encoding.BASE64.decode(text);
      case HEX -> Encoding.HEX.decode(text);
    };
  }
}
