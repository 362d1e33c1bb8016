package io.sealpost.configuration;

import io.sealpost.connection.TlsContext;
import io.sealpost.connection.TlsSettings;
import io.sealpost.connection.TlsSettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes TLS settings of a connection file's {@code tls}, and tries them. */
final class TlsReader {
  private static final List<String> FILES =
      List.of("/tls/trust", "/tls/clientCertificate", "/tls/clientKey");

  private final CheckedFile file;
  private final Path folder;
  private final Set<Path> files;

  /**
   * Creates a reader.
   *
   * @param folder what relative paths are relative to
   * @param files where the files it names are added
   */
  TlsReader(CheckedFile file, Path folder, Set<Path> files) {
    this.file = file;
    this.folder = folder;
    this.files = files;
  }

  TlsSettings read() {
    if (!file.has("/tls")) {
      return TlsSettings.DEFAULT;
    }
    TlsSettings settings =
        new TlsSettings(
            file.text("/tls/minVersion", TlsSettings.DEFAULT.minVersion()),
            path("/tls/trust"),
            path("/tls/clientCertificate"),
            path("/tls/clientKey"),
            file.secret("/tls/password"));
    LiteralSecret.warn(file, "/tls/password");
    boolean versionKnown = Set.of("TLSv1.2", "TLSv1.3").contains(settings.minVersion());
    boolean allThere = FILES.stream().filter(this::isMissing).count() == 0;
    if (allThere && versionKnown && !file.unresolved().contains("/tls/password")) {
      check(settings);
    }
    return settings;
  }

  private void check(TlsSettings settings) {
    try {
      TlsContext.load(settings);
    } catch (TlsSettingsException e) {
      // Its text begins with the key, as in «tls.trust: …».
      String said = e.getMessage();
      int colon = said.indexOf(": ");
      String key = said.substring(0, Math.max(0, colon));
      boolean named = file.has(KeyPath.pointer("", key));
      file.problems()
          .error(
              named ? KeyPath.pointer("", key) : "/tls",
              "unusable-tls",
              named ? said.substring(colon + 2) : said);
    }
  }

  /** All of them at once: loading would stop at the first. */
  private boolean isMissing(String pointer) {
    String text = file.text(pointer);
    Path path = text == null ? null : FolderPath.of(folder, text);
    if (path == null || Files.exists(path)) {
      return false;
    }
    file.problems()
        .error(
            pointer,
            "unusable-tls",
            text
                + " does not exist; create it, or correct the path (relative to the configuration"
                + " folder, or absolute)");
    return true;
  }

  private @Nullable Path path(String pointer) {
    String text = file.text(pointer);
    if (text == null) {
      return null;
    }
    Path path = FolderPath.of(folder, text);
    if (path == null) {
      file.problems().error(pointer, "unusable-tls", "is no path; write one, e.g. acme-ca.pem");
      return null;
    }
    files.add(path);
    return path;
  }
}
