package io.sealpost.bench;

import io.sealpost.bench.stage.Contender;
import io.sealpost.bench.stage.Contenders;
import io.sealpost.bench.stage.Course;
import java.util.List;

/** What each switch of the configuration costs; no goals. */
final class SwitchesScenario implements Scenario {
  private static final int IN_FLIGHT = 64;

  /** 32 bytes, as base64; of nobody. */
  private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

  @Override
  public String name() {
    return "switches";
  }

  @Override
  public String description() {
    return "Sealpost with other signatures, with TLS, with PostgreSQL and without attempt log.";
  }

  @Override
  public List<Case> cases(MeasureOptions options) {
    Course course = options.course(IN_FLIGHT);
    Course otherwise = course.answers(course.answers().unsigned());
    return List.of(
        Case.throughput(Contenders.SEALPOST_H2, course),
        Case.throughput(Contenders.SEALPOST_POSTGRES, course),
        Case.throughput(Contenders.unlogged(), course),
        Case.throughput(Contenders.tls(), course),
        Case.throughput(Contenders.signing("unsigned", "{scheme: none}"), otherwise),
        Case.throughput(signing("standard-webhooks", "whsec_"), otherwise),
        Case.throughput(signing("ed25519", "whsk_"), otherwise));
  }

  private static Contender signing(String name, String prefix) {
    return Contenders.signing(
        name, "{scheme: standard-webhooks, secrets: [\"%s%s\"]}".formatted(prefix, KEY));
  }

  @Override
  public void judge(Rounds rounds, BenchReport report) {
    // Every line beside the first says it.
  }
}
