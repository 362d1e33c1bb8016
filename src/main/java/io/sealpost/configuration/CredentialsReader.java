package io.sealpost.configuration;

import io.sealpost.connection.CredentialRules;
import io.sealpost.connection.Credentials;
import io.sealpost.signature.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes credentials of a connection file's {@code authType} and the keys that go with it. */
final class CredentialsReader {
  private static final List<String> SECRET_KEYS =
      List.of("/password", "/bearerToken", "/apiKey", "/treasureApiKey");

  private final CheckedFile file;

  CredentialsReader(CheckedFile file) {
    this.file = file;
  }

  @Nullable Credentials read() {
    warnOfLiterals();
    Credentials credentials = ofAuthType(file.text("/authType", ""));
    if (credentials == null) {
      return null;
    }
    List<CredentialRules.Problem> found = CredentialRules.problems(credentials);
    for (CredentialRules.Problem problem : found) {
      file.problems().error(pointer(problem.key()), "unusable-credential", problem.message());
    }
    return found.isEmpty() ? credentials : null;
  }

  /** Null where a part is missing, which the schema check has reported. */
  private @Nullable Credentials ofAuthType(String authType) {
    return switch (authType) {
      case "basic" -> {
        Secret userName = file.secret("/userName");
        Secret password = file.secret("/password");
        yield userName == null || password == null
            ? null
            : new Credentials.Basic(userName, password);
      }
      case "bearer" -> {
        Secret token = file.secret("/bearerToken");
        yield token == null ? null : new Credentials.Bearer(token);
      }
      case "apiKey" -> {
        Secret key = file.secret("/apiKey");
        boolean inQuery = file.text("/apiKeyIn", "header").equals("query");
        yield key == null ? null : new Credentials.ApiKey(file.text("/apiKeyName"), inQuery, key);
      }
      case "treasureApiKey" -> {
        Secret key = file.secret("/treasureApiKey");
        yield key == null ? null : new Credentials.TreasureApiKey(key);
      }
      case "custom" -> custom();
      case "none" -> new Credentials.None();
      default -> null;
    };
  }

  private @Nullable Credentials custom() {
    Map<String, Secret> headers = new LinkedHashMap<>();
    for (String name : Keys.of(file.tree().at("/authHeaders"))) {
      Secret value = file.secret(KeyPath.child("/authHeaders", name));
      if (value == null) {
        return null;
      }
      headers.put(name, value);
    }
    return headers.isEmpty() ? null : new Credentials.Custom(headers);
  }

  private void warnOfLiterals() {
    SECRET_KEYS.forEach(pointer -> LiteralSecret.warn(file, pointer));
    for (String name : Keys.of(file.tree().at("/authHeaders"))) {
      LiteralSecret.warn(file, KeyPath.child("/authHeaders", name));
    }
  }

  /** {@code authHeaders.X-Key} as a pointer; header names have dots of their own. */
  private static String pointer(String key) {
    int dot = key.indexOf('.');
    return dot < 0
        ? KeyPath.child("", key)
        : KeyPath.child(KeyPath.child("", key.substring(0, dot)), key.substring(dot + 1));
  }
}
