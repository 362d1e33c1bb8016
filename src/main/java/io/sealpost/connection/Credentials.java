package io.sealpost.connection;

import io.sealpost.signature.Secret;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The credentials of a connection, one record an {@code authType}. */
public sealed interface Credentials {
  /** {@code Authorization: Basic …} (RFC 7617), sent without being asked for. */
  record Basic(Secret userName, Secret password) implements Credentials {}

  /** {@code Authorization: Bearer …} (RFC 6750). */
  record Bearer(Secret token) implements Credentials {}

  /** A key in a header or query parameter; without a name only referred to by templates. */
  record ApiKey(@Nullable String name, boolean inQuery, Secret key) implements Credentials {}

  /** {@code Authorization: TD1 …}. Source: Treasure Data REST API, Authentication. */
  record TreasureApiKey(Secret key) implements Credentials {}

  /** Headers of the operator's own, in order. */
  record Custom(Map<String, Secret> headers) implements Credentials {}

  /** No authorization. */
  record None() implements Credentials {}
}
