package io.sealpost.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.activation.Activation;
import io.sealpost.activation.Activation.CustomHeader;
import io.sealpost.activation.Activation.Timeouts;
import io.sealpost.activation.HeaderRules;
import io.sealpost.activation.RetryPolicy;
import io.sealpost.connection.Connection;
import io.sealpost.connection.UrlRefusedException;
import io.sealpost.expression.BodyTemplate;
import io.sealpost.expression.MissingAttribute;
import io.sealpost.expression.Place;
import io.sealpost.expression.Redaction;
import io.sealpost.expression.Reference;
import io.sealpost.expression.Template;
import io.sealpost.expression.TemplateSyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes an activation of its file. */
final class ActivationReader {
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);
  private static final Duration LONGEST_BACKOFF = Duration.ofDays(7);

  private final CheckedFile file;
  private final @Nullable Connection connection;
  private final Defaults defaults;
  private final TemplateReader templates;

  /**
   * Creates a reader.
   *
   * @param connection the one it names, or null where that is wrong, and reported
   */
  ActivationReader(
      CheckedFile file,
      @Nullable Connection connection,
      Defaults defaults,
      TemplateReader templates) {
    this.file = file;
    this.connection = connection;
    this.defaults = defaults;
    this.templates = templates;
  }

  /** The activation, or null where something of it is missing. */
  @Nullable Activation read() {
    Template url = url();
    List<CustomHeader> headers = customHeaders();
    BodyTemplate body = body();
    RetryPolicy retry = retry();
    Redaction redaction = redaction();
    Timeouts timeouts =
        new Timeouts(
            timeout("/connectionTimeout", defaults.timeouts().connect()),
            timeout("/writeTimeout", defaults.timeouts().write()),
            timeout("/readTimeout", defaults.timeouts().read()));
    if (connection == null || url == null) {
      return null;
    }
    return new Activation(
        file.name(),
        connection,
        events(),
        method(),
        url,
        headers,
        body,
        missing(),
        retry,
        timeouts,
        file.integer("/concurrency", defaults.concurrency()),
        redaction);
  }

  /** One may be written without a list. */
  private Redaction redaction() {
    String one = file.text("/redact");
    try {
      return Redaction.of(one != null ? List.of(one) : file.list("/redact", file::text));
    } catch (TemplateSyntaxException e) {
      for (TemplateSyntaxException.Problem problem : e.problems()) {
        String pointer = one != null ? "/redact" : "/redact" + problem.pointer();
        file.problems().errorWithin(pointer, problem.offset(), "invalid-redact", problem.message());
      }
      return Redaction.NONE;
    }
  }

  private String method() {
    return file.text("/httpMethod", "POST");
  }

  private MissingAttribute missing() {
    boolean isNull = file.tree().at("/missing").isNull() || "null".equals(file.text("/missing"));
    return isNull ? MissingAttribute.NULL : MissingAttribute.REJECT;
  }

  private Set<String> events() {
    String one = file.text("/events");
    return one != null
        ? Set.of(one)
        : new LinkedHashSet<>(file.<String>list("/events", file::text));
  }

  private @Nullable Template url() {
    String text = file.text("/url");
    Template url = text == null ? null : templates.text("/url", text, Place.URL);
    if (url != null && connection != null) {
      try {
        boolean literal = !text.contains("{{") && !text.contains("${");
        if (literal) {
          connection.urlPrefix().check(text);
        } else {
          connection.urlPrefix().checkLiteral(url.literalPrefix());
        }
      } catch (UrlRefusedException e) {
        file.problems().error("/url", "invalid-url", e.getMessage());
      }
    }
    return url;
  }

  private List<CustomHeader> customHeaders() {
    List<CustomHeader> headers = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<HeaderRules.Candidate> candidates = new ArrayList<>();
    for (String name : Keys.of(file.tree().at("/customHeaders"))) {
      String pointer = KeyPath.child("/customHeaders", name);
      String text = file.text(pointer);
      Template value = text == null ? null : templates.text(pointer, text, Place.HEADER);
      names.add(pointer);
      candidates.add(new HeaderRules.Candidate(name, value == null || fromSecretsOnly(value)));
      if (value != null) {
        headers.add(new CustomHeader(name, value));
        checkLiteral(pointer, text);
      }
    }
    HeaderRules rules =
        connection == null ? HeaderRules.reserving(Set.of()) : HeaderRules.of(connection);
    for (HeaderRules.Problem problem : rules.check(candidates)) {
      if (problem.index() < HeaderRules.MAX_HEADERS) {
        file.problems().errorAtKey(names.get(problem.index()), "invalid-header", problem.message());
      }
    }
    return headers;
  }

  /** A value without expressions will be refused at every delivery: better now. */
  private void checkLiteral(String pointer, String text) {
    boolean literal = !text.contains("{{") && !text.contains("${");
    String refusal = literal ? HeaderRules.checkValue(text) : null;
    if (refusal != null) {
      file.problems().error(pointer, "invalid-header", refusal);
    }
  }

  /** An HMAC of a timestamp or the body still needs the secret: variables do not count. */
  private static boolean fromSecretsOnly(Template value) {
    Set<Reference> references = value.references();
    return references.stream().anyMatch(ActivationReader::isSecret)
        && references.stream().allMatch(r -> isSecret(r) || r.kind() == Reference.Kind.VARIABLE);
  }

  private static boolean isSecret(Reference reference) {
    return reference.kind() == Reference.Kind.AUTH || reference.kind() == Reference.Kind.SECRET;
  }

  private @Nullable BodyTemplate body() {
    JsonNode body = file.tree().at("/requestBody");
    if (!body.isObject() && !body.isTextual()) {
      return null;
    }
    if (body.isTextual() && !isOneReference(body.textValue())) {
      file.problems()
          .error(
              "/requestBody",
              "wrong-type",
              "is text, but must be keys with values, or one reference to an attribute that has"
                  + " them, such as {{attributes}}");
    }
    BodyTemplate template = templates.body("/requestBody", body);
    if (method().equals("GET")) {
      file.problems()
          .warningAtKey(
              "/requestBody",
              "unused-body",
              "GET sends no body; remove it, or set httpMethod: POST");
      return null;
    }
    return template;
  }

  private static boolean isOneReference(String text) {
    return text.startsWith("{{") && text.indexOf("}}") == text.length() - 2;
  }

  private RetryPolicy retry() {
    RetryPolicy standard = defaults.retry();
    Duration most = file.duration("/maxBackoff", standard.maxBackoff(), LONGEST_BACKOFF);
    Duration backoff = file.duration("/backoff", standard.backoff(), LONGEST_BACKOFF);
    if (backoff.compareTo(most) > 0) {
      String pointer = file.has("/backoff") ? "/backoff" : "/maxBackoff";
      file.problems()
          .error(
              pointer,
              "out-of-bounds",
              "backoff is longer than maxBackoff; lower backoff, or raise maxBackoff");
    }
    return new RetryPolicy(
        file.integer("/retryLimit", standard.retryLimit()),
        backoff,
        file.number("/multiplier", standard.multiplier()),
        most,
        file.number("/jitter", standard.jitter()));
  }

  private Duration timeout(String pointer, Duration absent) {
    return file.duration(pointer, absent, LONGEST_TIMEOUT);
  }
}
