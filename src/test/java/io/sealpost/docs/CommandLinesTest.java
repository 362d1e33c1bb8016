package io.sealpost.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Every {@code ./sealpost …} on a page is a command that exists, with options that it has. */
class CommandLinesTest {
  private static final Pattern COMMAND_LINE =
      Pattern.compile("(?m)(?:^|`|[\\w'|] )\\./sealpost (?!COMMAND)([^`|\n]+)");
  private static final Pattern ARGUMENT = Pattern.compile("'([^']*)'|(\\S+)");

  @Test
  void everyCommandLineIsUnderstood() throws Exception {
    int understood = 0;
    for (Page page : Page.all()) {
      for (MatchResult line : COMMAND_LINE.matcher(page.text()).results().toList()) {
        String[] arguments = arguments(line.group(1).replaceFirst(" +#.*", ""));
        assertThatCode(() -> commands().parseArgs(arguments))
            .as("%s: %s", page.file(), line.group())
            .doesNotThrowAnyException();
        understood++;
      }
    }

    assertThat(understood).isGreaterThan(50);
  }

  private static String[] arguments(String line) {
    List<String> arguments = new ArrayList<>();
    for (MatchResult argument : ARGUMENT.matcher(line).results().toList()) {
      arguments.add(argument.group(1) != null ? argument.group(1) : argument.group(2));
    }
    return arguments.toArray(String[]::new);
  }

  /** The commands are their package's own. */
  private static CommandLine commands() throws ReflectiveOperationException {
    Method commandLine =
        Class.forName("io.sealpost.cli.SealpostCommand").getDeclaredMethod("commandLine");
    commandLine.setAccessible(true);
    return (CommandLine) commandLine.invoke(null);
  }
}
