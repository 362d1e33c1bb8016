package io.sealpost.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** JSON pointers (RFC 6901), and how they are shown: {@code signing.secrets[0]}. */
final class KeyPath {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
  private static final Pattern INDEX = Pattern.compile("[0-9]{1,9}");

  private KeyPath() {}

  static String child(String pointer, String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  static String child(String pointer, int index) {
    return pointer + "/" + index;
  }

  static String parent(String pointer) {
    return pointer.isEmpty() ? "" : pointer.substring(0, pointer.lastIndexOf('/'));
  }

  static List<String> segments(String pointer) {
    List<String> segments = new ArrayList<>();
    int from = 1;
    while (from <= pointer.length()) {
      int slash = pointer.indexOf('/', from);
      int to = slash < 0 ? pointer.length() : slash;
      segments.add(pointer.substring(from, to).replace("~1", "/").replace("~0", "~"));
      from = to + 1;
    }
    return segments;
  }

  /** The pointer of a dotted key such as {@code alternatives[0].algorithm} below another. */
  static String pointer(String parent, String key) {
    String pointer = parent;
    for (String segment : key.replace("[", ".").replace("]", "").split("\\.", -1)) {
      pointer = segment.isEmpty() ? pointer : child(pointer, segment);
    }
    return pointer;
  }

  static String shown(String pointer) {
    StringBuilder shown = new StringBuilder();
    for (String segment : segments(pointer)) {
      if (PLAIN.matcher(segment).matches()) {
        shown.append(shown.isEmpty() ? "" : ".").append(segment);
      } else if (INDEX.matcher(segment).matches()) {
        shown.append('[').append(segment).append(']');
      } else {
        shown.append("[\"").append(segment.replace("\"", "\\\"")).append("\"]");
      }
    }
    return shown.toString();
  }
}
