package io.sealpost.connection;

import io.sealpost.signature.Secret;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds credentials that could not be sent as they are. Never quotes one. */
public final class CredentialRules {
  private static final String EMPTY =
      "is empty: check the environment variable or file it comes from";

  /**
   * Something wrong with credentials.
   *
   * @param key of the connection file, such as {@code apiKeyName} or {@code authHeaders.X-Key}
   */
  public record Problem(String key, String message) {}

  private final List<Problem> problems = new ArrayList<>();

  private CredentialRules() {}

  /** All that is wrong with the credentials; empty when they can be used. */
  public static List<Problem> problems(Credentials credentials) {
    CredentialRules rules = new CredentialRules();
    if (credentials instanceof Credentials.Basic basic) {
      rules.checkBasic(basic);
    } else if (credentials instanceof Credentials.Bearer bearer) {
      rules.add("bearerToken", bearerRefusal(bearer.token().reveal()));
    } else if (credentials instanceof Credentials.TreasureApiKey treasure) {
      rules.add("treasureApiKey", wordRefusal(treasure.key().reveal()));
    } else if (credentials instanceof Credentials.ApiKey apiKey) {
      rules.checkApiKey(apiKey);
    } else if (credentials instanceof Credentials.Custom custom) {
      rules.checkCustom(custom);
    }
    return List.copyOf(rules.problems);
  }

  /** RFC 7617, section 2: no colon in the user name, no control characters in either. */
  private void checkBasic(Credentials.Basic basic) {
    String userName = basic.userName().reveal();
    String password = basic.password().reveal();
    // Some vendors take a key as user name without password, or the other way round.
    add("userName", userName.isEmpty() && password.isEmpty() ? EMPTY : null);
    add(
        "userName",
        userName.indexOf(':') >= 0
            ? "has a colon, which would begin the password (RFC 7617): use a user without one"
            : null);
    add("userName", controlRefusal(userName));
    add("password", controlRefusal(password));
  }

  private void checkApiKey(Credentials.ApiKey apiKey) {
    String name = apiKey.name();
    String key = apiKey.key().reveal();
    add("apiKey", key.isEmpty() ? EMPTY : null);
    if (name == null) {
      add("apiKeyName", apiKey.inQuery() ? "is missing: apiKeyIn: query needs a name" : null);
    } else if (apiKey.inQuery()) {
      add("apiKeyName", name.isEmpty() ? "is empty: write the name of the parameter" : null);
    } else {
      add("apiKeyName", headerNameRefusal(name));
      add("apiKey", HeaderSyntax.valueRefusal(key));
    }
  }

  private void checkCustom(Credentials.Custom custom) {
    add("authHeaders", custom.headers().isEmpty() ? "is empty: write one header at least" : null);
    Set<String> names = new HashSet<>();
    for (Map.Entry<String, Secret> header : custom.headers().entrySet()) {
      String key = "authHeaders." + header.getKey();
      String value = header.getValue().reveal();
      add(key, headerNameRefusal(header.getKey()));
      add(
          key,
          names.add(header.getKey().toLowerCase(Locale.ROOT))
              ? null
              : "is there twice: header names are the same in upper and lower case");
      add(key, value.isEmpty() ? EMPTY : HeaderSyntax.valueRefusal(value));
    }
  }

  private void add(String key, @Nullable String refusal) {
    if (refusal != null) {
      problems.add(new Problem(key, refusal));
    }
  }

  private static @Nullable String headerNameRefusal(String name) {
    String syntax = HeaderSyntax.nameRefusal(name);
    return syntax != null ? syntax : ReservedHeaders.refusal(name);
  }

  private static @Nullable String controlRefusal(String text) {
    return text.chars().anyMatch(Character::isISOControl)
        ? "has a control character, such as a line break at its end: leave it out (RFC 7617)"
        : null;
  }

  private static @Nullable String wordRefusal(String text) {
    if (text.isEmpty()) {
      return EMPTY;
    }
    return text.indexOf(' ') >= 0
        ? "has a blank: write the key alone, without its scheme"
        : HeaderSyntax.valueRefusal(text);
  }

  /** RFC 6750, section 2.1: {@code b64token}. */
  private static @Nullable String bearerRefusal(String token) {
    String word = wordRefusal(token);
    if (word != null) {
      return word;
    }
    int end = token.length();
    while (end > 0 && token.charAt(end - 1) == '=') {
      end--;
    }
    boolean fits = end > 0;
    for (int i = 0; i < end; i++) {
      char c = token.charAt(i);
      fits &= Character.isLetterOrDigit(c) || "-._~+/".indexOf(c) >= 0;
    }
    return fits
        ? null
        : "is no bearer token (RFC 6750): these are letters, digits and -._~+/ with = at the end;"
            + " for another credential use authType: custom";
  }
}
