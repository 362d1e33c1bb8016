package io.sealpost.activation;

import io.sealpost.connection.Authorization;
import io.sealpost.connection.Connection;
import io.sealpost.connection.HeaderSyntax;
import io.sealpost.connection.ReservedHeaders;
import io.sealpost.trace.TraceContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which custom headers an activation may have. Names are checked when the configuration is read,
 * values when they are rendered.
 */
public final class HeaderRules {
  /** Source: Treasure Data, Secure Signed Webhook, Integration Parameters. */
  public static final int MAX_HEADERS = 32;

  /** Of a name, and of a rendered value. Exactly 256 are accepted. Source: as above. */
  public static final int MAX_BYTES = 256;

  /**
   * A custom header as configured.
   *
   * @param fromSecretsOnly whether the template refers to secrets ({@code {{auth.…}}}, {@code
   *     {{secret:…}}}) and to nothing of a message
   */
  public record Candidate(String name, boolean fromSecretsOnly) {}

  /**
   * Something wrong with a header.
   *
   * @param index of the header, from 0
   */
  public record Problem(int index, String message) {}

  private final Map<String, String> taken;

  private HeaderRules(Map<String, String> taken) {
    this.taken = taken;
  }

  /** The rules where the given headers, in lower case, are the signature scheme's. */
  public static HeaderRules reserving(Set<String> signatureHeaders) {
    Map<String, String> taken = new HashMap<>();
    signatureHeaders.forEach(name -> taken.put(name, "its signature scheme"));
    return new HeaderRules(taken);
  }

  /** The rules for the activations of a connection: what it writes itself is taken. */
  public static HeaderRules of(Connection connection) {
    HeaderRules rules = reserving(connection.signatureHeaders());
    if (connection.deliveryIdHeader() != null) {
      rules.taken.put(lowerCase(connection.deliveryIdHeader()), "deliveryIdHeader");
    }
    if (connection.traceHeaders()) {
      rules.taken.put(TraceContext.TRACEPARENT, "traceHeaders");
      rules.taken.put(TraceContext.TRACESTATE, "traceHeaders");
    }
    for (Authorization.Header header : connection.authorization().headers()) {
      rules.taken.put(lowerCase(header.name()), "its authType");
    }
    return rules;
  }

  /** All that is wrong with the headers of one activation, in their order. */
  public List<Problem> check(List<Candidate> headers) {
    List<Problem> problems = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < headers.size(); i++) {
      Candidate header = headers.get(i);
      String refusal = checkName(header.name(), header.fromSecretsOnly());
      if (refusal == null && !names.add(lowerCase(header.name()))) {
        refusal = header.name() + " is there twice: upper and lower case make no difference";
      }
      if (refusal != null) {
        problems.add(new Problem(i, refusal));
      }
    }
    // Exactly 32 are accepted.
    if (headers.size() > MAX_HEADERS) {
      problems.add(
          new Problem(
              MAX_HEADERS,
              headers.size() + " custom headers: remove some, the most is " + MAX_HEADERS));
    }
    return problems;
  }

  /** Why a header of this name may not be configured, or null. */
  public @Nullable String checkName(String name, boolean fromSecretsOnly) {
    String syntax = HeaderSyntax.nameRefusal(name);
    if (syntax != null) {
      return syntax;
    }
    if (name.length() > MAX_BYTES) {
      return "a header name of " + name.length() + " bytes: the most is " + MAX_BYTES;
    }
    String owner = taken.get(lowerCase(name));
    if (owner != null) {
      return name + " is written by the connection (" + owner + "): remove it here";
    }
    if (ReservedHeaders.isCredential(name) && !fromSecretsOnly) {
      return name
          + " is a credential: make its value of {{auth.…}} or {{secret:…}} references, never of"
          + " message data or plain text";
    }
    return ReservedHeaders.refusal(name);
  }

  /** Why a rendered value may not be sent, or null. Never quotes the value. */
  public static @Nullable String checkValue(String rendered) {
    int bytes = rendered.getBytes(StandardCharsets.UTF_8).length;
    return bytes > MAX_BYTES
        ? "a header value of " + bytes + " bytes: the most is " + MAX_BYTES
        : HeaderSyntax.valueRefusal(rendered);
  }

  private static String lowerCase(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
