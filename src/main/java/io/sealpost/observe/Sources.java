package io.sealpost.observe;

import io.sealpost.broker.QueueAges;
import io.sealpost.broker.QueueDepths;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where what is observed of a running Sealpost comes from.
 *
 * @param broker returns while it gives sessions
 * @param embeddedRuns false once the embedded broker stopped; null without one
 * @param database returns while it answers
 * @param databaseOpens while its first answer may be late
 * @param recordsHeldBackSince begin of the oldest attempt whose record cannot be written
 * @param data the folder
 * @param activations names of those configured now
 * @param routes ids of the routes these should have
 */
public record Sources(
    Question broker,
    @Nullable BooleanSupplier embeddedRuns,
    QueueDepths depths,
    QueueAges ages,
    Question database,
    BooleanSupplier databaseOpens,
    Supplier<Optional<Instant>> recordsHeldBackSince,
    Path data,
    Supplier<Set<String>> activations,
    Supplier<Set<String>> routes) {

  /** Is well if it returns. */
  @FunctionalInterface
  public interface Question {
    void ask() throws Exception;
  }
}
