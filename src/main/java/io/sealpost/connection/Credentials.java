package io.sealpost.connection;

import io.sealpost.signature.Secret;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The credentials of a connection, one record an {@code authType}. */
public sealed interface Credentials {
  /** What templates call {@code {{auth.…}}}, by the name behind the dot. */
  Map<String, Secret> references();

  /** {@code Authorization: Basic …} (RFC 7617), sent without being asked for. */
  record Basic(Secret userName, Secret password) implements Credentials {
    @Override
    public Map<String, Secret> references() {
      return Map.of("user_name", userName, "password", password);
    }
  }

  /** {@code Authorization: Bearer …} (RFC 6750). */
  record Bearer(Secret token) implements Credentials {
    @Override
    public Map<String, Secret> references() {
      return Map.of("bearer_token", token);
    }
  }

  /** A key in a header or query parameter; without a name only referred to by templates. */
  record ApiKey(@Nullable String name, boolean inQuery, Secret key) implements Credentials {
    @Override
    public Map<String, Secret> references() {
      return Map.of("api_key", key);
    }
  }

  /** {@code Authorization: TD1 …}. Source: Treasure Data REST API, Authentication. */
  record TreasureApiKey(Secret key) implements Credentials {
    @Override
    public Map<String, Secret> references() {
      return Map.of("treasure_api_key", key);
    }
  }

  /** Headers of the operator's own, in order. */
  record Custom(Map<String, Secret> headers) implements Credentials {
    public Custom {
      headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    @Override
    public Map<String, Secret> references() {
      return Map.of();
    }
  }

  /** No authorization. */
  record None() implements Credentials {
    @Override
    public Map<String, Secret> references() {
      return Map.of();
    }
  }
}
