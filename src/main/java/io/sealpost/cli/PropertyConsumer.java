package io.sealpost.cli;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Takes {@code NAME=VALUE}, each name once: of two values picocli would keep the last. */
final class PropertyConsumer implements IParameterConsumer {
  @Override
  // The type is picocli's.
  @SuppressWarnings("JdkObsolete")
  public void consumeParameters(Stack<String> arguments, ArgSpec option, CommandSpec command) {
    String text = arguments.isEmpty() ? "" : arguments.pop();
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new ParameterException(
          command.commandLine(), "'" + text + "' is not NAME=VALUE, eventId=e-1 is");
    }
    String name = text.substring(0, equals);
    Map<String, String> properties = option.getValue();
    if (properties.putIfAbsent(name, text.substring(equals + 1)) != null) {
      throw new ParameterException(
          command.commandLine(), "Property '" + name + "' is there twice: give it once");
    }
  }
}
