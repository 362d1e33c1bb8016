package io.sealpost.configuration;

import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.Parser;

/** Refuses nesting that would exhaust the stack of the composer, which calls itself. */
final class BoundedParser implements Parser {
  private final Parser parser;
  private final int maxDepth;
  private int depth;

  BoundedParser(Parser parser, int maxDepth) {
    this.parser = parser;
    this.maxDepth = maxDepth;
  }

  @Override
  public boolean hasNext() {
    return parser.hasNext();
  }

  @Override
  public boolean checkEvent(Event.ID choice) {
    return parser.checkEvent(choice);
  }

  @Override
  public Event peekEvent() {
    return parser.peekEvent();
  }

  @Override
  public Event next() {
    Event event = parser.next();
    switch (event.getEventId()) {
      case MappingStart, SequenceStart -> {
        depth++;
        if (depth > maxDepth) {
          throw new TooDeepException(event.getStartMark().orElseThrow());
        }
      }
      case MappingEnd, SequenceEnd -> depth--;
      default -> {}
    }
    return event;
  }

  /** Names the place: the engine's own exceptions with one cannot be made from outside. */
  static final class TooDeepException extends YamlEngineException {
    private static final long serialVersionUID = 1L;

    private final transient Mark mark;

    TooDeepException(Mark mark) {
      super("too deep");
      this.mark = mark;
    }

    Mark mark() {
      return mark;
    }
  }
}
