package io.sealpost.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Markdown file of the project, as GitHub reads it. */
record Page(Path file, String text) {
  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern INLINE_CODE = Pattern.compile("`[^`\n]*`");
  private static final Pattern HEADING = Pattern.compile("(?m)^(#{1,6}) (.+)$");
  private static final Pattern LINK =
      Pattern.compile("\\[(?:[^\\[\\]]|\\[[^]]*])*]\\(([^)\\s]+)\\)");

  /** Has an {@code #anchor}, or names a file of the project, or both. */
  record Link(String target) {
    boolean isRelative() {
      return !target.contains("://") && !target.startsWith("mailto:");
    }

    String path() {
      return target.replaceFirst("#.*", "");
    }

    String anchor() {
      return target.contains("#") ? target.substring(target.indexOf('#') + 1) : "";
    }
  }

  static Page of(Path file) {
    try {
      return new Page(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of them, in the top folder and below {@code docs/}. */
  static List<Page> all() throws IOException {
    try (Stream<Path> top = Files.list(Path.of("."));
        Stream<Path> docs = Files.walk(Path.of("docs"))) {
      return Stream.concat(top, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .map(Path::normalize)
          .sorted()
          .map(Page::of)
          .toList();
    }
  }

  List<Link> links() {
    return LINK.matcher(INLINE_CODE.matcher(withoutFenced()).replaceAll("`code`"))
        .results()
        .map(link -> new Link(link.group(1)))
        .toList();
  }

  List<String> anchors() {
    Map<String, Integer> seen = new HashMap<>();
    List<String> anchors = new ArrayList<>();
    for (MatchResult heading : HEADING.matcher(withoutFenced()).results().toList()) {
      String anchor =
          heading
              .group(2)
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N} _-]", "")
              .replace(' ', '-');
      int before = seen.merge(anchor, 1, Integer::sum) - 1;
      anchors.add(before == 0 ? anchor : anchor + "-" + before);
    }
    return anchors;
  }

  /** The sections ({@code ###}) of a chapter ({@code ##}), by heading. */
  Map<String, String> sections(String chapter) {
    int from = text.indexOf("\n## " + chapter + "\n");
    if (from < 0) {
      throw new AssertionError(file + " has no chapter " + chapter);
    }
    int to = text.indexOf("\n## ", from + 1);
    Map<String, String> sections = new LinkedHashMap<>();
    String[] parts = text.substring(from, to < 0 ? text.length() : to).split("\n### ", -1);
    for (int i = 1; i < parts.length; i++) {
      int end = parts[i].indexOf('\n');
      sections.put(parts[i].substring(0, end), parts[i].substring(end + 1).strip());
    }
    return sections;
  }

  private String withoutFenced() {
    return FENCED.matcher(text).replaceAll("");
  }
}
