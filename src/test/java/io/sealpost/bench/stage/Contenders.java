package io.sealpost.bench.stage;

import io.sealpost.bench.rival.Limit;
import io.sealpost.bench.rival.PlainCamel;
import io.sealpost.bench.rival.SpringIntegration;
import io.sealpost.bench.stage.AttemptDatabaseUnderTest.Kind;
import java.util.List;

/** All there are. */
public final class Contenders {
  public static final Contender PLAIN_CAMEL = new JavaRival("plain-camel", PlainCamel.class, "");
  public static final Contender SPRING_INTEGRATION =
      new JavaRival("spring-integration", SpringIntegration.class, "");
  public static final Contender NODE_BULLMQ = new NodeRival();
  public static final Contender LIMIT = new JavaRival("limit", Limit.class, "");
  public static final Contender SEALPOST_H2 =
      new SealpostContender("sealpost-h2", Kind.h2, 1, SealpostContender.SIGNED);
  public static final Contender SEALPOST_POSTGRES =
      new SealpostContender("sealpost-postgres", Kind.postgres, 1, SealpostContender.SIGNED);

  /** What a user would pick instead. */
  public static final List<Contender> RIVALS =
      List.of(PLAIN_CAMEL, SPRING_INTEGRATION, NODE_BULLMQ);

  public static final List<Contender> ALL =
      List.of(PLAIN_CAMEL, SPRING_INTEGRATION, NODE_BULLMQ, LIMIT, SEALPOST_H2, SEALPOST_POSTGRES);

  private Contenders() {}

  /**
   * Finds it by its name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Contender named(String name) {
    return ALL.stream()
        .filter(contender -> contender.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no contender "
                        + name
                        + ": name some of "
                        + ALL.stream().map(Contender::name).toList()));
  }
}
