package io.sealpost.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.configuration.Problem.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/** Reads one YAML 1.2 file that holds one mapping. Thread-safe. */
final class YamlReader {
  /** The largest file that is read: room for a body template at the body's own limit of 1 MB. */
  static final int MAX_BYTES = 2 * 1024 * 1024;

  private static final int MAX_DEPTH = 100;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setSchema(new JsonSchema())
          .setCodePointLimit(MAX_BYTES)
          // YamlTree says what such keys come from: {{name}} without quotes.
          .setAllowNonScalarKeys(true)
          // Aliases are bounded by the size of the tree they make, see YamlTree.
          .setMaxAliasesForCollections(Integer.MAX_VALUE)
          .build();

  private YamlReader() {}

  /** The file as a tree; empty where a problem makes it unusable. */
  static Optional<YamlFile> read(String name, byte[] bytes, List<Problem> problems) {
    try {
      if (bytes.length > MAX_BYTES) {
        throw new YamlProblemException(
            Position.START,
            "file-too-large",
            "the file is larger than "
                + MAX_BYTES / 1024
                + " KB, which no configuration file needs; remove what does not belong here");
      }
      SourceText source = SourceText.decode(bytes);
      Node root = compose(source);
      List<Problem> found = new ArrayList<>();
      YamlTree tree = new YamlTree(name, source, MAX_DEPTH, found);
      JsonNode json = tree.convert(root);
      problems.addAll(found);
      return found.isEmpty()
          ? Optional.of(new YamlFile(name, json, source, tree.values(), tree.keys()))
          : Optional.empty();
    } catch (YamlProblemException e) {
      Position at = e.position();
      problems.add(
          new Problem(Severity.ERROR, name, at.line(), at.column(), "", e.code(), e.getMessage()));
      return Optional.empty();
    }
  }

  private static Node compose(SourceText source) throws YamlProblemException {
    try {
      StreamReader reader = new StreamReader(SETTINGS, source.text());
      Composer composer =
          new Composer(SETTINGS, new BoundedParser(new ParserImpl(SETTINGS, reader), MAX_DEPTH));
      if (!composer.hasNext()) {
        throw new YamlProblemException(
            Position.START, "empty-file", "the file is empty; write its keys, or remove it");
      }
      Node root = composer.next();
      Position at = source.position(source.index(root.getStartMark().orElseThrow()));
      if (!(root instanceof MappingNode)) {
        throw new YamlProblemException(
            at, "not-a-mapping", "the file must hold keys with values: key: value");
      }
      if (composer.hasNext()) {
        Node second = composer.next();
        throw new YamlProblemException(
            source.position(source.index(second.getStartMark().orElseThrow())),
            "several-documents",
            "a second document after ---; give it a file of its own");
      }
      return root;
    } catch (YamlEngineException e) {
      throw YamlSyntax.problem(source, MAX_DEPTH, e);
    }
  }
}
