package io.sealpost.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.expression.ExactJson;
import io.sealpost.signature.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Tells whether a part of the configuration changed, without keeping what it was. */
final class Digest {
  private final MessageDigest sha256;

  Digest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256; this one is broken", e);
    }
  }

  Digest add(JsonNode tree) {
    return add(ExactJson.write(tree));
  }

  Digest add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  Digest add(@Nullable Secret secret) {
    return secret == null ? this : add(secret.bytes());
  }

  /** Their content; a file that cannot be read counts as empty. */
  Digest addFiles(Collection<Path> paths) {
    for (Path path : paths) {
      add(path.toString());
      try {
        add(Files.readAllBytes(path));
      } catch (IOException e) {
        // Whoever needs the file has reported it.
        add("unreadable");
      }
    }
    return this;
  }

  String hex() {
    return HexFormat.of().formatHex(sha256.digest());
  }

  /** With its length: {@code ab, c} and {@code a, bc} differ. */
  Digest add(byte[] bytes) {
    sha256.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    sha256.update(bytes);
    return this;
  }
}
