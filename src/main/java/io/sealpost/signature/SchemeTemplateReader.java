package io.sealpost.signature;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.signature.InvalidSchemeException.Problem;
import io.sealpost.signature.Part.Kind;
import io.sealpost.signature.SchemeTemplate.HeaderNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From a template as written to one that is known to work in both directions. */
final class SchemeTemplateReader {
  private static final Duration DEFAULT_TOLERANCE = Duration.ofMinutes(5);

  /** {@code preset} is read before; it is here for suggestions. */
  static final Set<String> KEYS =
      Set.of(
          "preset",
          "source",
          "header",
          "idHeader",
          "timestampHeader",
          "timestampPrefix",
          "timestampUnit",
          "tolerance",
          "signed",
          "separator",
          "algorithm",
          "key",
          "keyPrefix",
          "publicKeyPrefix",
          "keyMinBytes",
          "keyMaxBytes",
          "encoding",
          "prefix",
          "signatureSeparator",
          "alternatives",
          "alsoReceived",
          "bodySha256Query",
          "ignorePort");

  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(s|m|h)");

  private final TemplateNode template;
  private final JsonNode node;
  private final List<Problem> problems;

  private SchemeTemplateReader(JsonNode node, List<Problem> problems) {
    this.node = node;
    this.problems = problems;
    this.template = new TemplateNode(node, "", problems, KEYS);
  }

  static SchemeTemplate read(String name, JsonNode node) throws InvalidSchemeException {
    List<Problem> problems = new ArrayList<>();
    SchemeTemplate template = new SchemeTemplateReader(node, problems).template(name);
    if (!problems.isEmpty()) {
      throw new InvalidSchemeException(problems);
    }
    return template;
  }

  private SchemeTemplate template(String name) {
    List<HeaderNames> headerSets = HeaderNamesReader.sets(node, template, problems);
    String timestampPrefix = template.text("timestampPrefix", "");
    boolean hasTimestamp = template.has("timestampHeader") || !timestampPrefix.isEmpty();
    SchemeTemplate read =
        new SchemeTemplate(
            name,
            headerSets,
            signed(),
            template.anyText("separator", ""),
            VersionReader.versions(node, template, problems),
            template.text("signatureSeparator", ""),
            timestampPrefix,
            template.choice(
                "timestampUnit",
                Map.of("s", TimestampUnit.SECONDS, "ms", TimestampUnit.MILLISECONDS),
                TimestampUnit.SECONDS),
            tolerance(hasTimestamp),
            template.text("bodySha256Query", ""),
            template.flag("ignorePort"));
    checkTimestampAndId(read, hasTimestamp);
    checkCoverage(read);
    checkList(read);
    return read;
  }

  private List<Part> signed() {
    JsonNode parts = node.path("signed");
    List<Part> signed = new ArrayList<>();
    if (!parts.isArray() || parts.isEmpty()) {
      template.problem("signed", "must be a list of the parts that are signed, such as [body]");
    }
    for (int i = 0; i < parts.size(); i++) {
      Optional<Part> part =
          parts.get(i).isTextual() ? Part.parse(parts.get(i).textValue()) : Optional.empty();
      if (part.isEmpty()) {
        template.problem(
            "signed[" + i + "]",
            "is none of id, timestamp, body, bodySha256, url, method, path, query, sortedForm,"
                + " header:<name>, text:<text>");
      } else if (part.get().kind() == Kind.HEADER
          && !HeaderNamesReader.TOKEN.matcher(part.get().argument()).matches()) {
        template.problem("signed[" + i + "]", "has no header name (RFC 9110 token) after header:");
      }
      part.ifPresent(signed::add);
    }
    return signed;
  }

  private Optional<Duration> tolerance(boolean hasTimestamp) {
    String text = template.text("tolerance", "");
    if (!hasTimestamp) {
      if (template.has("tolerance")) {
        template.problem("tolerance", "is of no use without a timestamp; remove it");
      }
      return Optional.empty();
    }
    if (!template.has("tolerance")) {
      return Optional.of(DEFAULT_TOLERANCE);
    }
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      template.problem("tolerance", "must be a duration such as 300s, 5m or 1h");
      return Optional.of(DEFAULT_TOLERANCE);
    }
    long count = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          default -> Duration.ofHours(count);
        });
  }

  private void checkTimestampAndId(SchemeTemplate read, boolean hasTimestamp) {
    if (template.has("timestampHeader") && template.has("timestampPrefix")) {
      template.problem("timestampPrefix", "excludes timestampHeader: keep one of the two");
    }
    if (hasTimestamp != read.signs(Kind.TIMESTAMP)) {
      template.problem(
          "signed",
          hasTimestamp
              ? "must list timestamp: one that is not signed protects from nothing"
              : "lists timestamp, but receivers learn it from nowhere; add timestampHeader");
    }
    if (template.has("idHeader") != read.signs(Kind.ID)) {
      template.problem(
          "signed",
          template.has("idHeader")
              ? "must list id: anyone could change one that is not signed"
              : "lists id, but receivers learn it from nowhere; add idHeader");
    }
    for (HeaderNames names : read.headerSets()) {
      for (Part part : read.signed()) {
        if (part.kind() == Kind.HEADER && part.argument().equalsIgnoreCase(names.signature())) {
          template.problem("signed", "lists the header that carries the signature");
        }
      }
    }
  }

  private void checkCoverage(SchemeTemplate read) {
    if (!read.signs(Kind.BODY) && !read.signs(Kind.BODY_SHA256) && !read.signs(Kind.SORTED_FORM)) {
      template.problem(
          "signed", "must list body, bodySha256 or sortedForm, or anyone could change it");
    }
    if (!read.bodySha256Query().isEmpty()
        && !(read.signs(Kind.SORTED_FORM) && read.signs(Kind.URL))) {
      template.problem("bodySha256Query", "needs url and sortedForm among the signed parts");
    }
    if (!read.bodySha256Query().matches("[A-Za-z0-9_-]*")) {
      template.problem("bodySha256Query", "may hold letters, digits, _ and - only");
    }
    if (read.ignorePort() && !read.signs(Kind.URL)) {
      template.problem("ignorePort", "needs url among the signed parts");
    }
  }

  private void checkList(SchemeTemplate read) {
    String separator = read.signatureSeparator();
    // A signature's own characters must not end it.
    if (!separator.matches("[^A-Za-z0-9+/=_-]*")) {
      template.problem("signatureSeparator", "may not hold letters, digits or any of + / = _ -");
    }
    List<String> prefixes = new ArrayList<>();
    read.versions().forEach(version -> prefixes.add(version.prefix()));
    if (!read.timestampPrefix().isEmpty()) {
      prefixes.add(read.timestampPrefix());
      if (separator.isEmpty()) {
        template.problem("timestampPrefix", "needs a signatureSeparator, such as a comma");
      }
    }
    for (int i = 0; i < prefixes.size(); i++) {
      for (int j = 0; j < prefixes.size(); j++) {
        if (i != j && prefixes.get(i).startsWith(prefixes.get(j))) {
          template.problem(
              "prefix",
              "«%s» and «%s» begin alike: a receiver could not tell them apart"
                  .formatted(prefixes.get(j), prefixes.get(i)));
        }
      }
      if (!separator.isEmpty() && prefixes.get(i).contains(separator)) {
        template.problem(
            "signatureSeparator", "is also within the prefix «%s»".formatted(prefixes.get(i)));
      }
    }
  }
}
