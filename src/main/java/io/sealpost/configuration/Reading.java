package io.sealpost.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import io.sealpost.activation.Activation;
import io.sealpost.configuration.Configuration.Draft;
import io.sealpost.configuration.ConfigurationFolder.Entry;
import io.sealpost.configuration.ConfigurationReader.Result;
import io.sealpost.configuration.ConfigurationReader.Schemas;
import io.sealpost.configuration.Problem.Severity;
import io.sealpost.configuration.SecretsReader.NamedSecrets;
import io.sealpost.connection.Connection;
import io.sealpost.expression.TemplateParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a folder once: secrets first, then connections, then the activations that use both. */
final class Reading {
  private final ConfigurationFolder folder;
  private final PlaceholderResolver placeholders;
  private final TemplateParser templates;
  private final Defaults defaults;
  private final Schemas schemas;

  private final List<Problem> problems = new ArrayList<>();
  private final Set<Path> files = new LinkedHashSet<>();
  private final Draft draft = new Draft();

  Reading(
      ConfigurationFolder folder,
      PlaceholderResolver placeholders,
      TemplateParser templates,
      Defaults defaults,
      Schemas schemas) {
    this.folder = folder;
    this.placeholders = placeholders;
    this.templates = templates;
    this.defaults = defaults;
    this.schemas = schemas;
  }

  Result result() {
    if (!Files.isDirectory(folder.root())) {
      problems.add(
          ConfigurationFolder.atStart(
              ".",
              "no-folder",
              folder.root() + " is no folder; create it, or name another with --config"));
      return new Result(null, List.copyOf(problems), Set.of());
    }
    NamedSecrets secrets = secrets();
    List<Entry> connections = folder.entries(ConfigurationFolder.CONNECTIONS, problems);
    List<String> names = connections.stream().map(Entry::name).toList();
    connections.forEach(this::connection);
    List<Entry> activations = folder.entries(ConfigurationFolder.ACTIVATIONS, problems);
    activations.forEach(entry -> activation(entry, names, secrets));
    if (activations.isEmpty()) {
      problems.add(
          new Problem(
              Severity.WARNING,
              ConfigurationFolder.ACTIVATIONS,
              1,
              1,
              "",
              "no-activations",
              "there is no activation, so nothing will be delivered; add activations/<name>.yaml"));
    }
    problems.sort(Problem.BY_PLACE);
    boolean valid = problems.stream().noneMatch(p -> p.severity() == Severity.ERROR);
    Configuration configuration = valid ? new Configuration(draft, files, problems) : null;
    return new Result(configuration, List.copyOf(problems), Set.copyOf(files));
  }

  private NamedSecrets secrets() {
    Optional<CheckedFile> file =
        folder.secrets(problems).flatMap(entry -> checked(entry, schemas.secrets(), true));
    NamedSecrets secrets = file.map(SecretsReader::read).orElse(NamedSecrets.NONE);
    draft.secrets.putAll(secrets.values());
    return secrets;
  }

  private void connection(Entry entry) {
    Optional<CheckedFile> checked = checked(entry, schemas.connection(), true);
    if (checked.isEmpty()) {
      return;
    }
    CheckedFile file = checked.get();
    checkName(file, "/connection");
    Set<Path> named = new LinkedHashSet<>();
    Connection connection = new ConnectionReader(defaults, folder.root()).read(file, named);
    files.addAll(named);
    if (connection != null) {
      draft.connections.put(entry.name(), connection);
      draft.connectionDigests.put(
          entry.name(), new Digest().add(file.tree()).addFiles(named).hex());
    }
  }

  private void activation(Entry entry, List<String> connectionNames, NamedSecrets secrets) {
    Optional<CheckedFile> checked = checked(entry, schemas.activation(), false);
    if (checked.isEmpty()) {
      return;
    }
    CheckedFile file = checked.get();
    checkName(file, "/activation");
    Connection connection = connectionOf(file, connectionNames);
    TemplateReader reader =
        new TemplateReader(templates, file.problems(), connection, secrets.names());
    Activation activation = new ActivationReader(file, connection, defaults, reader).read();
    if (activation != null) {
      draft.activations.put(entry.name(), activation);
      Digest digest =
          new Digest()
              .add(file.tree())
              .add(draft.connectionDigests.getOrDefault(activation.connection().name(), ""));
      reader.usedSecrets().forEach(name -> digest.add(secrets.values().get(name)));
      draft.activationDigests.put(entry.name(), digest.hex());
    }
  }

  private @Nullable Connection connectionOf(CheckedFile file, List<String> names) {
    String name = file.text("/connection");
    if (name == null) {
      return null;
    }
    if (!names.contains(name)) {
      String fix =
          names.isEmpty()
              ? "add connections/" + name + ".yaml"
              : NearestName.suggestion(name, names);
      file.problems()
          .error(
              "/connection", "unknown-connection", "there is no connection " + name + "; " + fix);
    }
    return draft.connections.get(name);
  }

  private static void checkName(CheckedFile file, String pointer) {
    String name = file.text(pointer);
    if (name != null && !name.equals(file.name())) {
      file.problems()
          .error(
              pointer,
              "name-mismatch",
              name
                  + " is not the name of the file; rename the file to "
                  + name
                  + ".yaml, or"
                  + " write "
                  + file.name());
    }
  }

  private Optional<CheckedFile> checked(Entry entry, FileSchema schema, boolean placeholdersWork) {
    files.add(folder.root().resolve(entry.path()));
    Optional<YamlFile> read =
        folder
            .read(entry, problems)
            .flatMap(bytes -> YamlReader.read(entry.path(), bytes, problems));
    return read.map(file -> checked(entry, file, schema, placeholdersWork));
  }

  private CheckedFile checked(
      Entry entry, YamlFile file, FileSchema schema, boolean placeholdersWork) {
    FileProblems found = new FileProblems(file, problems);
    PlaceholderPass pass = new PlaceholderPass(placeholders, folder.root(), found);
    JsonNode tree = placeholdersWork ? pass.resolve("", file.root()) : file.root();
    files.addAll(pass.files());
    SchemaMessages messages = new SchemaMessages(schema, file.root(), found);
    for (ValidationMessage violation : schema.validate(tree)) {
      // A value that is not known cannot be judged.
      if (!pass.unresolved().contains(violation.getInstanceLocation().toString())) {
        messages.report(violation);
      }
    }
    return new CheckedFile(entry.name(), tree, found, pass.unresolved(), pass.literals());
  }
}
