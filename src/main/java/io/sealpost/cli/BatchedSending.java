package io.sealpost.cli;

import io.sealpost.cli.AttributesReader.Attributes;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Sends what a reader yields, many messages a transaction. */
final class BatchedSending {
  private static final int MESSAGES_PER_TRANSACTION = 100;

  /** Of characters: as many large messages would not fit into memory. */
  private static final long MAX_TRANSACTION_LENGTH = 8L * 1024 * 1024;

  private final ActivationSender sender;
  private final Progress progress;
  private final long expected;
  private final List<String> batch = new ArrayList<>();
  private long batchLength;
  private long sent;
  private String lastMessageId = "";

  /**
   * @param expected messages; -1 where that is not known
   */
  BatchedSending(ActivationSender sender, Progress progress, long expected) {
    this.sender = sender;
    this.progress = progress;
    this.expected = expected;
  }

  /** All there is, or up to what can't be read: then all before that. */
  void sendAll(AttributesReader reader) throws IOException, JMSException, BadAttributesException {
    try {
      for (Attributes next = reader.next(); next != null; next = reader.next()) {
        batch.add(next.json());
        batchLength += next.json().length();
        // Who types, or follows a log, does not wait for the hundredth line.
        if (batch.size() == MESSAGES_PER_TRANSACTION
            || batchLength >= MAX_TRANSACTION_LENGTH
            || reader.wouldWait()) {
          commit();
        }
      }
    } catch (BadAttributesException e) {
      commit();
      throw e;
    }
    commit();
  }

  /** What the broker confirmed. */
  long sent() {
    return sent;
  }

  /** The JMSMessageID of the last message the broker confirmed; empty without one. */
  String lastMessageId() {
    return lastMessageId;
  }

  private void commit() throws JMSException {
    if (batch.isEmpty()) {
      return;
    }
    lastMessageId = sender.send(batch);
    sent += batch.size();
    progress.reached(sent, expected);
    batch.clear();
    batchLength = 0;
  }
}
