package io.sealpost.broker;

import java.util.List;
import java.util.stream.Stream;

/**
 * What follows from a received message. All forwards and new messages are sent, and the message is
 * gone from its queue, in one transaction.
 *
 * @param forwards of the message itself; empty: done with it
 * @param messages that are sent besides, such as an operational event
 * @param lines that are sent besides, in messages with those of others: the record of an attempt
 * @param end hears whether that transaction was committed
 */
public record Settlement(
    List<Forward> forwards, List<NewMessage> messages, List<Line> lines, TransactionEnd end) {
  public Settlement {
    forwards = List.copyOf(forwards);
    messages = List.copyOf(messages);
    lines = List.copyOf(lines);
  }

  public Settlement(List<Forward> forwards) {
    this(forwards, List.of(), List.of(), TransactionEnd.UNHEARD);
  }

  public static Settlement done() {
    return new Settlement(List.of());
  }

  public static Settlement forward(Forward forward) {
    return new Settlement(List.of(forward));
  }

  /** The same, with one more message. */
  public Settlement with(NewMessage message) {
    return with(List.of(message));
  }

  /** The same, with more messages. */
  public Settlement with(List<NewMessage> more) {
    return new Settlement(
        forwards, Stream.concat(messages.stream(), more.stream()).toList(), lines, end);
  }

  /** The same, with one more line. */
  public Settlement with(Line line) {
    return new Settlement(
        forwards, messages, Stream.concat(lines.stream(), Stream.of(line)).toList(), end);
  }

  /** The same, with somebody who hears how its transaction ended. */
  public Settlement heardBy(TransactionEnd listener) {
    return new Settlement(forwards, messages, lines, listener);
  }
}
