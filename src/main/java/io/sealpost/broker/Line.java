package io.sealpost.broker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One line of a message: lines that are sent to one queue in one transaction share a message, which
 * costs the broker as much as one of them would alone.
 *
 * @param text without a line break
 */
public record Line(String queue, String text) {
  /** Well below what Artemis writes into a file of its own. */
  private static final int MAX_CHARACTERS = 32 * 1024;

  public Line {
    if (text.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("A line for " + queue + " has a line break: it is two");
    }
  }

  /** As few messages as they fit in, in the order of their queue; a long line has its own. */
  static List<NewMessage> joined(List<Line> lines) {
    List<NewMessage> messages = new ArrayList<>();
    Map<String, StringBuilder> texts = new LinkedHashMap<>();
    for (Line line : lines) {
      StringBuilder text = texts.computeIfAbsent(line.queue, queue -> new StringBuilder());
      if (!text.isEmpty() && text.length() + line.text.length() >= MAX_CHARACTERS) {
        messages.add(new NewMessage(line.queue, text.toString()));
        text.setLength(0);
      }
      text.append(text.isEmpty() ? "" : "\n").append(line.text);
    }
    texts.forEach((queue, text) -> messages.add(new NewMessage(queue, text.toString())));
    return messages;
  }
}
