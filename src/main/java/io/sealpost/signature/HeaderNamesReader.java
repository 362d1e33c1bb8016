package io.sealpost.signature;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.signature.InvalidSchemeException.Problem;
import io.sealpost.signature.SchemeTemplate.HeaderNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The keys of a template that name headers. */
final class HeaderNamesReader {
  /** RFC 9110, 5.6.2. */
  static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,256}");

  private static final Set<String> KEYS = Set.of("header", "idHeader", "timestampHeader");

  /** Whoever sends the request sets these, after signing. */
  private static final Set<String> TRANSPORT_HEADERS =
      Set.of(
          "host", "content-length", "transfer-encoding", "connection", "te", "trailer", "upgrade");

  private HeaderNamesReader() {}

  static List<HeaderNames> sets(JsonNode node, TemplateNode template, List<Problem> problems) {
    if (!template.has("header")) {
      template.problem("header", "is missing: name the header that carries the signature");
    }
    List<HeaderNames> sets = new ArrayList<>();
    sets.add(names(template));
    JsonNode also = node.path("alsoReceived");
    if (!also.isMissingNode()) {
      TemplateNode other = new TemplateNode(also, "alsoReceived.", problems, KEYS);
      sets.add(names(other));
      for (String key : List.of("header", "timestampHeader", "idHeader")) {
        if (template.has(key) != other.has(key)) {
          other.problem(key, "must be here exactly if the template has one");
        }
      }
    }
    return sets;
  }

  private static HeaderNames names(TemplateNode set) {
    HeaderNames names =
        new HeaderNames(
            set.text("header", ""), set.text("timestampHeader", ""), set.text("idHeader", ""));
    Set<String> seen = new HashSet<>();
    check(set, "header", names.signature(), seen);
    check(set, "timestampHeader", names.timestamp(), seen);
    check(set, "idHeader", names.id(), seen);
    return names;
  }

  private static void check(TemplateNode set, String key, String name, Set<String> seen) {
    if (set.isText(key)) {
      if (!TOKEN.matcher(name).matches()) {
        set.problem(key, "«%s» is no header name (RFC 9110 token)".formatted(name));
      } else if (TRANSPORT_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
        set.problem(key, "%s belongs to the transport; choose another name".formatted(name));
      } else if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        set.problem(key, "%s is already the name of another header here".formatted(name));
      }
    }
  }
}
