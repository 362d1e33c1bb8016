package io.sealpost;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.sealpost.trace.Spans;
import io.sealpost.trace.TraceContext;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;

/**
 * OpenTelemetry through Camel's module: a span for each message a route takes and for each call.
 * Set up by the standard {@code OTEL_*} variables; nothing of it is global. The only class that
 * needs OpenTelemetry, and loaded only where it is switched on.
 */
final class SpanRecording implements Spans, AutoCloseable {
  /** Where OTEL_* say nothing: metrics have a port of their own, and logs go to standard error. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "otel.service.name", "sealpost",
          "otel.metrics.exporter", "none",
          "otel.logs.exporter", "none");

  private final OpenTelemetrySdk sdk;

  private SpanRecording(OpenTelemetrySdk sdk) {
    this.sdk = sdk;
  }

  /**
   * Before the context has routes.
   *
   * @throws StartException where an {@code OTEL_*} variable cannot be used
   */
  static SpanRecording start(CamelContext context) throws StartException {
    OpenTelemetrySdk sdk;
    try {
      sdk =
          AutoConfiguredOpenTelemetrySdk.builder()
              .addPropertiesSupplier(() -> DEFAULTS)
              .addSpanExporterCustomizer((exporter, unused) -> new BareSpanExporter(exporter))
              .disableShutdownHook()
              .setServiceClassLoader(AutoConfiguredOpenTelemetrySdk.class.getClassLoader())
              .build()
              .getOpenTelemetrySdk();
    } catch (RuntimeException e) {
      throw StartException.invalidSetting(
          "sealpost.tracing.enabled is true, and OpenTelemetry cannot be set up ("
              + e.getMessage()
              + "): correct the OTEL_* variables",
          e);
    }
    context.getRegistry().bind("sealpostTracer", sdk.getTracer("io.sealpost"));
    // Whatever OTEL_PROPAGATORS says: baggage of a message is nobody's business.
    context
        .getRegistry()
        .bind(
            "sealpostPropagators",
            ContextPropagators.create(W3CTraceContextPropagator.getInstance()));
    OpenTelemetryTracer tracer = new OpenTelemetryTracer();
    // The log of attempts has its own queue: a span for each record would double them.
    tracer.setExcludePatterns("sealpost-jms:*sealpost.attempts*");
    tracer.init(context);
    return new SpanRecording(sdk);
  }

  @Override
  public Optional<TraceContext> current() {
    SpanContext span = Span.current().getSpanContext();
    return span.isValid()
        ? TraceContext.of(
            "00-" + span.getTraceId() + "-" + span.getSpanId() + "-" + span.getTraceFlags().asHex(),
            state(span))
        : Optional.empty();
  }

  @Override
  public void label(String name, String value) {
    Span.current().setAttribute(BareSpanExporter.OWN + name, value);
  }

  private static String state(SpanContext span) {
    return span.getTraceState().asMap().entrySet().stream()
        .map(member -> member.getKey() + "=" + member.getValue())
        .collect(Collectors.joining(","));
  }

  /** Sends what is left. */
  @Override
  public void close() {
    sdk.close();
  }
}
