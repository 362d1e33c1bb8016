package io.sealpost.console;

import io.sealpost.signature.Secret;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Lets in who calls this server by its name and has the token. The name closes DNS rebinding: a
 * page of another site, whose name was made to point here, still sends its own.
 */
final class Doorkeeper {
  private static final String SCHEME = "bearer ";
  private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");

  private final Set<String> names = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
  private final Secret token;

  Doorkeeper(ManagementSettings settings) {
    String host = settings.host().toLowerCase(Locale.ROOT);
    names.add(host.contains(":") ? "[" + host + "]" : host);
    names.addAll(settings.names());
    token = settings.token();
  }

  /**
   * Whatever the port: a tunnel may have another.
   *
   * @param hosts the Host headers
   * @throws RefusedException if this server is not meant, or it is not clear which one is
   */
  void checkName(List<String> hosts) {
    if (hosts.size() != 1) {
      throw RefusedException.badRequest(
          hosts.isEmpty()
              ? "The request has no Host header: HTTP/1.1 wants one"
              : "The request has " + hosts.size() + " Host headers: send one");
    }
    String host = hosts.get(0).toLowerCase(Locale.ROOT);
    if (!names.contains(PORT.matcher(host).replaceFirst(""))) {
      throw new RefusedException(
          421,
          "wrong-host",
          "The Host header names none of this server's names: "
              + String.join(", ", names.stream().sorted().toList())
              + ". Others are added by sealpost.management.names",
          null);
    }
  }

  /**
   * Takes the same time for every wrong token of a length.
   *
   * @param authorizations the Authorization headers
   * @throws RefusedException without the token
   */
  void checkToken(List<String> authorizations) {
    String given = authorizations.size() == 1 ? authorizations.get(0) : "";
    boolean scheme = given.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    if (!scheme || !Secret.of(given.substring(SCHEME.length()).strip()).equals(token)) {
      throw new RefusedException(
          401,
          "no-token",
          reason(authorizations)
              + ": send Authorization: Bearer with the content of "
              + ManagementToken.FILE_NAME
              + " in the data folder",
          null);
    }
  }

  private static String reason(List<String> authorizations) {
    return switch (authorizations.size()) {
      case 0 -> "The request has no token";
      case 1 -> "The token is wrong";
      default -> "The request has " + authorizations.size() + " Authorization headers, not one";
    };
  }
}
