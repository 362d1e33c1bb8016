package io.sealpost.broker;

import static io.sealpost.broker.BrokerRule.hinders;
import static io.sealpost.broker.BrokerRule.loses;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Function;

/** What an Artemis and its queues must not do with Sealpost's messages. */
final class BrokerRules {
  private BrokerRules() {}

  /** What holds for every queue of a broker. */
  record Journal(boolean isKept, boolean isCommitSynced, boolean isSendSynced) {}

  /** Messages on a queue that a restart of the broker loses, whatever the broker's settings. */
  record Volatile(long messages) {}

  /**
   * @param aheadMillis of this machine's; below 0 where it is behind
   */
  record Clock(long aheadMillis) {
    /** More than what two that are set by NTP can differ by. Exactly so much is not told yet. */
    private static final long MAX_MILLIS = 5_000;

    private boolean isOff() {
      return Math.abs(aheadMillis) > MAX_MILLIS;
    }

    private String told() {
      long seconds = Math.round(Math.abs(aheadMillis) / 1000.0);
      return seconds + " s " + (aheadMillis > 0 ? "ahead of" : "behind") + " this machine's";
    }
  }

  /** Something that takes messages of an address elsewhere. */
  record Diversion(boolean isExclusive, String to) {}

  static final List<BrokerRule<Journal>> JOURNAL =
      List.of(
          loses(
              "persistence-enabled",
              Journal::isKept,
              journal -> !journal.isKept(),
              "messages are in memory only and gone with the process. Set it to true"),
          loses(
              "journal-sync-transactional",
              Journal::isCommitSynced,
              journal -> !journal.isCommitSynced(),
              "what was committed last is lost with the power. Set it to true"),
          loses(
              "journal-sync-non-transactional",
              Journal::isSendSynced,
              journal -> !journal.isSendSynced(),
              "what producers without a transaction sent last is lost with the power. Set it to"
                  + " true"));

  /** As the broker's list of queues tells them: all values are text. */
  static final List<BrokerRule<JsonNode>> QUEUE =
      List.of(
          loses(
              "durable",
              of("durable"),
              queue -> !queue.path("durable").asBoolean(true),
              "the queue is gone with the broker's process. Make it durable"),
          loses(
              "routing-type",
              of("routingType"),
              queue -> !queue.path("routingType").asText().equals("ANYCAST"),
              "the address is a topic: what comes while nobody listens is dropped. Make it"
                  + " anycast"),
          loses(
              "name",
              of("name"),
              queue -> !queue.path("name").asText().equals(queue.path("address").asText()),
              "this queue takes a share of the messages of its address, or a copy, and Sealpost"
                  + " reads only the queue called as the address. Delete it"),
          loses(
              "filter",
              of("filter"),
              queue -> !queue.path("filter").asText().isEmpty(),
              "messages the filter does not match are dropped. Make the queue without one"),
          loses(
              "enabled",
              of("enabled"),
              queue -> !queue.path("enabled").asBoolean(true),
              "a disabled queue takes no messages: they are dropped. Enable it"),
          loses(
              "ring-size",
              of("ringSize"),
              queue -> queue.path("ringSize").asLong(-1) >= 0,
              "a new message pushes the oldest out. Make the queue without it"),
          loses(
              "last-value",
              of("lastValue"),
              queue -> queue.path("lastValue").asBoolean(false),
              "of messages with the same key only the last stays. Make the queue without it"),
          loses(
              "purge-on-no-consumers",
              of("purgeOnNoConsumers"),
              queue -> queue.path("purgeOnNoConsumers").asBoolean(false),
              "the queue is emptied when Sealpost disconnects. Make it without"));

  static final List<BrokerRule<Volatile>> VOLATILE =
      List.of(
          loses(
              "persistent",
              Volatile::messages,
              queue -> queue.messages() > 0,
              "so many waiting messages were sent as NON_PERSISTENT: a restart of the broker loses"
                  + " them. Let their producer send PERSISTENT"));

  static final List<BrokerRule<Clock>> CLOCK =
      List.of(
          hinders(
              "clock",
              Clock::told,
              Clock::isOff,
              "messages with a time to live expire that much too early or too late, and ages are"
                  + " told wrong. Set both clocks by NTP. Retries go by the broker's"));

  static final List<BrokerRule<Diversion>> DIVERT =
      List.of(
          loses(
              "divert",
              Diversion::to,
              Diversion::isExclusive,
              "an exclusive divert takes the messages of this address elsewhere. Make it not"
                  + " exclusive, or delete it"));

  private static Function<JsonNode, Object> of(String field) {
    return queue -> queue.path(field).asText();
  }
}
