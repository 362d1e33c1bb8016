package io.sealpost.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** Resolves all placeholders of one file. */
final class PlaceholderPass {
  private final PlaceholderResolver resolver;
  private final Path folder;
  private final FileProblems problems;
  private final Set<String> unresolved = new HashSet<>();
  private final Set<String> literals = new HashSet<>();
  private final Set<Path> files = new LinkedHashSet<>();

  PlaceholderPass(PlaceholderResolver resolver, Path folder, FileProblems problems) {
    this.resolver = resolver;
    this.folder = folder;
    this.problems = problems;
  }

  /** Pointers of strings whose placeholders have no value; each is a problem already. */
  Set<String> unresolved() {
    return unresolved;
  }

  /** Pointers of strings without any placeholder. */
  Set<String> literals() {
    return literals;
  }

  /** Files that {@code {{file:…}}} names, whether they exist or not. */
  Set<Path> files() {
    return files;
  }

  JsonNode resolve(String pointer, JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      object
          .properties()
          .forEach(
              e -> {
                String child = KeyPath.child(pointer, e.getKey());
                copy.set(e.getKey(), resolve(child, e.getValue()));
              });
      return copy;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      array.forEach(e -> copy.add(resolve(KeyPath.child(pointer, copy.size()), e)));
      return copy;
    }
    return node.isTextual() ? resolveText(pointer, node) : node;
  }

  private JsonNode resolveText(String pointer, JsonNode node) {
    String text = node.textValue();
    try {
      var placeholders = Placeholder.in(text);
      if (placeholders.isEmpty()) {
        literals.add(pointer);
        return node;
      }
      placeholders.forEach(this::remember);
      return JsonNodeFactory.instance.textNode(resolver.resolve(text));
    } catch (PlaceholderException e) {
      unresolved.add(pointer);
      problems.errorWithin(pointer, e.offset(), "unresolved-placeholder", e.getMessage());
      return node;
    }
  }

  private void remember(Placeholder placeholder) {
    if (!"file".equals(placeholder.function())) {
      return;
    }
    Path path = FolderPath.of(folder, placeholder.argument());
    if (path != null) {
      files.add(path);
    }
  }
}
