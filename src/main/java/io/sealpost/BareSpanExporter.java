package io.sealpost;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Exports of each span only what cannot hold anything of a message, a URL or an answer: Camel's own
 * attributes name URLs, and its events quote exceptions.
 */
final class BareSpanExporter implements SpanExporter {
  /** Before the names of what we say of a span. */
  static final String OWN = "sealpost.";

  private static final Set<String> KEPT = Set.of("component", "op", "error");

  private final SpanExporter exporter;

  BareSpanExporter(SpanExporter exporter) {
    this.exporter = exporter;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    return exporter.export(spans.stream().<SpanData>map(Bare::new).toList());
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }

  private static final class Bare extends DelegatingSpanData {
    private final Attributes attributes;

    Bare(SpanData span) {
      super(span);
      attributes = span.getAttributes().toBuilder().removeIf(key -> !isKept(key)).build();
    }

    private static boolean isKept(AttributeKey<?> key) {
      return KEPT.contains(key.getKey()) || key.getKey().startsWith(OWN);
    }

    @Override
    public Attributes getAttributes() {
      return attributes;
    }

    @Override
    public int getTotalAttributeCount() {
      return attributes.size();
    }

    @Override
    public List<EventData> getEvents() {
      return List.of();
    }

    @Override
    public int getTotalRecordedEvents() {
      return 0;
    }

    @Override
    public StatusData getStatus() {
      return StatusData.create(super.getStatus().getStatusCode(), "");
    }
  }
}
