package io.sealpost.configuration;

import io.sealpost.activation.HeaderRules;
import io.sealpost.connection.AddressGuard;
import io.sealpost.connection.Authorization;
import io.sealpost.connection.Connection;
import io.sealpost.connection.Connection.Kind;
import io.sealpost.connection.Credentials;
import io.sealpost.connection.TlsSettings;
import io.sealpost.connection.UrlPrefix;
import io.sealpost.connection.UrlRefusedException;
import io.sealpost.signature.Secret;
import io.sealpost.trace.TraceContext;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a connection of its file. */
final class ConnectionReader {
  private final Defaults defaults;
  private final Path folder;

  ConnectionReader(Defaults defaults, Path folder) {
    this.defaults = defaults;
    this.folder = folder;
  }

  /** The connection, or null where too much of it is wrong to hold activations against it. */
  @Nullable Connection read(CheckedFile file, Set<Path> files) {
    AddressGuard guard = addressGuard(file);
    UrlPrefix prefix = urlPrefix(file, guard);
    Credentials credentials = new CredentialsReader(file).read();
    SigningReader.Signing signing = new SigningReader(file).read();
    TlsSettings tls = new TlsReader(file, folder, files).read();
    URI proxy = new ProxyReader(file).read();
    String idHeader = deliveryIdHeader(file, signing, credentials);
    boolean traceHeaders = traceHeaders(file, idHeader, credentials);
    warn(file);
    if (prefix == null || credentials == null || signing == null) {
      return null;
    }
    return new Connection(
        file.name(),
        prefix,
        file.text("/kind", "signed").equals("webhook") ? Kind.WEBHOOK : Kind.SIGNED,
        Authorization.of(credentials),
        references(credentials, signing.first()),
        signing.signer(),
        signing.headers(),
        tls,
        proxy,
        guard,
        file.integer("/concurrency", defaults.connectionConcurrency()),
        idHeader,
        traceHeaders);
  }

  private static Map<String, Secret> references(
      Credentials credentials, @Nullable Secret signingSecret) {
    Map<String, Secret> references = new HashMap<>(credentials.references());
    if (signingSecret != null) {
      references.put("signing_secret", signingSecret);
    }
    return references;
  }

  private static AddressGuard addressGuard(CheckedFile file) {
    List<String> blocks = new ArrayList<>();
    file.list(
        "/allowAddresses",
        pointer -> {
          String block = file.text(pointer);
          try {
            AddressGuard.allowing(block == null ? List.of() : List.of(block));
            return block != null && blocks.add(block) ? block : null;
          } catch (IllegalArgumentException e) {
            file.problems().error(pointer, "invalid-address-block", e.getMessage());
            return null;
          }
        });
    return AddressGuard.allowing(blocks);
  }

  private static @Nullable UrlPrefix urlPrefix(CheckedFile file, AddressGuard guard) {
    String text = file.text("/urlPrefix");
    if (text == null) {
      return null;
    }
    try {
      return UrlPrefix.parse(text, file.flag("/allowPlainHttp"), guard);
    } catch (UrlRefusedException e) {
      file.problems().error("/urlPrefix", "invalid-url-prefix", e.getMessage());
      return null;
    }
  }

  private @Nullable String deliveryIdHeader(
      CheckedFile file,
      SigningReader.@Nullable Signing signing,
      @Nullable Credentials credentials) {
    String name = file.text("/deliveryIdHeader", defaults.deliveryIdHeader());
    if (name.equals("none")) {
      return null;
    }
    Set<String> signatureHeaders = signing == null ? Set.of() : signing.headers();
    String refusal = HeaderRules.reserving(signatureHeaders).checkName(name, false);
    if (refusal != null) {
      file.problems().error("/deliveryIdHeader", "invalid-header", refusal);
    }
    if (credentials != null) {
      for (Authorization.Header header : Authorization.of(credentials).headers()) {
        checkCollision(file, header.name(), name, signatureHeaders);
      }
    }
    return name;
  }

  /** Two parts of a connection must not write the same header. */
  private static void checkCollision(
      CheckedFile file, String authHeader, String idHeader, Set<String> signatureHeaders) {
    if (signatureHeaders.contains(authHeader.toLowerCase(Locale.ROOT))) {
      file.problems()
          .errorAtKey(
              "/authType",
              "invalid-header",
              authHeader + " is written by the signature scheme too; use another header");
    }
    if (authHeader.equalsIgnoreCase(idHeader)) {
      file.problems()
          .errorAtKey(
              "/deliveryIdHeader",
              "invalid-header",
              authHeader + " is written by the authType too; name another header, or none");
    }
  }

  private boolean traceHeaders(
      CheckedFile file, @Nullable String idHeader, @Nullable Credentials credentials) {
    if (!file.flag("/traceHeaders", defaults.traceHeaders())) {
      return false;
    }
    List<String> others = new ArrayList<>();
    if (idHeader != null) {
      others.add(idHeader);
    }
    if (credentials != null) {
      Authorization.of(credentials).headers().forEach(header -> others.add(header.name()));
    }
    for (String name : others) {
      if (TraceContext.isHeader(name)) {
        file.problems()
            .errorAtKey(
                "/traceHeaders",
                "invalid-header",
                name + " is a trace header; name another one, or set traceHeaders: false");
      }
    }
    return true;
  }

  private static void warn(CheckedFile file) {
    if (file.text("/signing/scheme", file.has("/signing") ? "td" : "none").equals("none")) {
      file.problems()
          .warningAtKey(
              "/signing",
              "unsigned",
              "requests are not signed: receivers cannot tell them from forged ones; add signing:"
                  + " with secrets:");
    }
    if (file.flag("/allowPlainHttp")) {
      file.problems()
          .warningAtKey(
              "/allowPlainHttp",
              "plain-http",
              "without TLS, bodies and credentials can be read and changed on the way; use https://"
                  + " and remove this");
    }
  }
}
