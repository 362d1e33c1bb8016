package io.sealpost.delivery;

import io.sealpost.activation.Observers;
import io.sealpost.broker.Settlement;
import io.sealpost.configuration.Configuration;
import io.sealpost.trace.Spans;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.camel.Processor;
import org.apache.camel.spi.Registry;

/** The beans that the steps of {@code deliver-webhook} and {@code error-policy} name. */
public final class DeliverySteps {
  private DeliverySteps() {}

  /**
   * Registers them.
   *
   * @param configuration in force at the moment it is asked
   * @param owner of the transaction a message is handled in; refuses what comes after the first
   * @param node how this instance is called in the attempt log
   */
  public static void bind(
      Registry registry,
      Supplier<Configuration> configuration,
      Predicate<Settlement> owner,
      Observers observers,
      Clock clock,
      String node) {
    Settling settling = settling(owner, observers, clock, node, OutcomeLog::delivery);
    bind(registry, configuration, settling, observers.spans(), clock);
  }

  /** Those of one attempt that is only tried out: nobody hears of it but its owner. */
  static void bindTest(
      Registry registry, Configuration configuration, Predicate<Settlement> owner) {
    Clock clock = Clock.systemUTC();
    Settling settling = settling(owner, Observers.none(), clock, "trial", OutcomeLog::test);
    bind(registry, () -> configuration, settling, Spans.NONE, clock);
  }

  private static Settling settling(
      Predicate<Settlement> owner,
      Observers observers,
      Clock clock,
      String node,
      BiConsumer<Received, Outcome> log) {
    // Each thread its own generator: jitter needs no more than that.
    RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
    return new Settling(
        owner,
        new OutcomeClassifier(clock, random),
        new OutcomeSettlement(),
        new AttemptReport(clock, node),
        observers,
        log);
  }

  private static void bind(
      Registry registry,
      Supplier<Configuration> configuration,
      Settling settling,
      Spans spans,
      Clock clock) {
    Map<String, Processor> steps =
        Map.of(
            "readMessage", new ReadMessageProcessor(configuration, settling),
            "takePlace", new TakePlaceProcessor(clock, spans),
            "renderUrl", new RenderUrlProcessor(),
            "renderBody", new RenderBodyProcessor(),
            "renderHeaders", new RenderHeadersProcessor(),
            "signRequest", new SignRequestProcessor(),
            "guardRequest", new GuardRequestProcessor(),
            "classifyAnswer", new ClassifyAnswerProcessor(settling),
            "classifyFailure", new ClassifyFailureProcessor(settling));
    steps.forEach(registry::bind);
  }
}
