package io.sealpost.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.camel.spi.PropertiesFunction;

/**
 * The content of a file as a value: {@code {{file:/run/secrets/acme}}}, the way container platforms
 * hand over secrets. UTF-8; one line break at the end, which editors add, is not part of the value.
 */
public final class FilePropertiesFunction implements PropertiesFunction {
  /** Exactly this size is still read: no credential is larger, and {@code /dev/zero} never ends. */
  private static final int MAX_BYTES = 64 * 1024;

  private final Path folder;

  /**
   * Creates the function.
   *
   * @param folder the configuration folder: what relative paths are relative to
   */
  public FilePropertiesFunction(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  @Override
  public String getName() {
    return "file";
  }

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException with the path and the fix, never the content
   */
  @Override
  public String apply(String path) {
    String text = decode(path, read(path));
    if (text.endsWith("\r\n")) {
      return text.substring(0, text.length() - 2);
    }
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  private byte[] read(String path) {
    try (InputStream in = Files.newInputStream(folder.resolve(path))) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IllegalArgumentException(
            "the file " + path + " is larger than 64 KB; name the file of the secret alone");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          "the file "
              + path
              + " does not exist; create it, or correct the path (relative to the configuration"
              + " folder, or absolute)",
          e);
    } catch (InvalidPathException | IOException e) {
      throw new IllegalArgumentException(
          "the file " + path + " cannot be read; check that it is a file, and its permissions", e);
    }
  }

  private static String decode(String path, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "the file " + path + " is not UTF-8 text; a binary key needs its text form (base64)", e);
    }
  }
}
