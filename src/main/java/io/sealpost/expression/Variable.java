package io.sealpost.expression;

import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What <code>${…}</code> names without arguments: the request under construction and its time. */
enum Variable {
  /** Seconds since 1970. */
  UNIX_TIMESTAMP {
    @Override
    Rendered value(RenderContext context) {
      return Rendered.plain(Long.toString(context.now().getEpochSecond()));
    }
  },
  UNIX_TIMESTAMP_MS {
    @Override
    Rendered value(RenderContext context) {
      return Rendered.plain(Long.toString(context.now().toEpochMilli()));
    }
  },
  /** ISO 8601, UTC, whole seconds: {@code 2024-09-26T10:02:15Z}. */
  ISO_TIMESTAMP {
    @Override
    Rendered value(RenderContext context) {
      return Rendered.plain(
          DateTimeFormatter.ISO_INSTANT.format(context.now().truncatedTo(ChronoUnit.SECONDS)));
    }
  },
  HTTP_METHOD {
    @Override
    Rendered value(RenderContext context) {
      return Rendered.plain(context.method());
    }
  },
  RELATIVE_PATH {
    @Override
    Rendered value(RenderContext context) throws RenderException {
      return available(context.path(), "the URL");
    }
  },
  QUERY {
    @Override
    Rendered value(RenderContext context) throws RenderException {
      return available(context.query(), "the URL");
    }
  },
  REQUEST_BODY {
    @Override
    Rendered value(RenderContext context) throws RenderException {
      RenderedBody body = available(context.body(), "the body");
      String text = Unicode.decode(body.bytes(), "the request body");
      return body.bytes() == body.masked()
          ? Rendered.plain(text)
          : new Rendered(text, Unicode.decode(body.masked(), "the request body"));
    }
  };

  private final String text = name().toLowerCase(Locale.ROOT);

  abstract Rendered value(RenderContext context) throws RenderException;

  static Optional<Variable> named(String name) {
    return Arrays.stream(values()).filter(v -> v.text.equals(name)).findFirst();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(v -> v.text).toList();
  }

  /** Why the variable cannot stand in this place, or null if it can. */
  @Nullable String refusal(Place place) {
    return switch (this) {
      case REQUEST_BODY -> place == Place.URL || place == Place.BODY ? "only in a header" : null;
      case RELATIVE_PATH, QUERY -> place == Place.URL ? "only in a header or the body" : null;
      default -> null;
    };
  }

  boolean isNamedBy(Reference reference) {
    return reference.kind() == Reference.Kind.VARIABLE && reference.name().equals(text);
  }

  @Override
  public String toString() {
    return "${" + text + "}";
  }

  <T> T available(@Nullable T value, String rendered) throws RenderException {
    if (value == null) {
      throw new RenderException(
          "unavailable", this + " was used before " + rendered + " was rendered");
    }
    return value;
  }
}
