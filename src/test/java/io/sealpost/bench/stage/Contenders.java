package io.sealpost.bench.stage;

import io.sealpost.bench.rival.Limit;
import io.sealpost.bench.rival.PlainCamel;
import io.sealpost.bench.rival.SpringIntegration;
import io.sealpost.bench.stage.AttemptDatabaseUnderTest.Kind;
import java.util.List;
import java.util.stream.Stream;

/** All there are. */
public final class Contenders {
  public static final Contender PLAIN_CAMEL = new JavaRival("plain-camel", PlainCamel.class);
  public static final Contender SPRING_INTEGRATION =
      new JavaRival("spring-integration", SpringIntegration.class);
  public static final Contender NODE_BULLMQ = new NodeRival();
  public static final Contender LIMIT = new JavaRival("limit", Limit.class);
  public static final Contender SEALPOST_H2 = SealpostContender.of(Kind.h2);
  public static final Contender SEALPOST_POSTGRES = SealpostContender.of(Kind.postgres);

  /** With its broker inside, as it is where nobody names another. */
  public static final Contender SEALPOST_EMBEDDED = new EmbeddedContender();

  /** What a user would pick instead. */
  public static final List<Contender> RIVALS =
      List.of(PLAIN_CAMEL, SPRING_INTEGRATION, NODE_BULLMQ);

  public static final List<Contender> ALL =
      List.of(PLAIN_CAMEL, SPRING_INTEGRATION, NODE_BULLMQ, LIMIT, SEALPOST_H2, SEALPOST_POSTGRES);

  private static final List<Contender> NAMED =
      Stream.concat(ALL.stream(), Stream.of(SEALPOST_EMBEDDED)).toList();

  private Contenders() {}

  /** Several Sealposts on one broker and one PostgreSQL. */
  public static Contender sealposts(int instances) {
    return new SealpostContender(
        instances + "-instances", Kind.postgres, instances, false, SealpostContender.SIGNED, true);
  }

  /**
   * Sealpost with another signature.
   *
   * @param signing of a connection, as YAML
   */
  public static Contender signing(String name, String signing) {
    return new SealpostContender(name, Kind.h2, 1, false, signing, true);
  }

  public static Contender tls() {
    return new SealpostContender("tls", Kind.h2, 1, true, SealpostContender.SIGNED, true);
  }

  /** Without its attempt log. */
  public static Contender unlogged() {
    return new SealpostContender("no-log", Kind.h2, 1, false, SealpostContender.SIGNED, false);
  }

  /**
   * Finds it by its name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Contender named(String name) {
    return NAMED.stream()
        .filter(contender -> contender.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no contender "
                        + name
                        + ": name some of "
                        + NAMED.stream().map(Contender::name).toList()));
  }
}
