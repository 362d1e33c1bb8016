package io.sealpost.trace;

import java.util.Optional;

/** The spans being recorded, where any are. */
public interface Spans {
  /** Records none. */
  Spans NONE = Optional::empty;

  /** The span that what happens on this thread belongs to. */
  Optional<TraceContext> current();

  /** Says something of that span. */
  default void label(String name, String value) {}
}
