package io.sealpost.broker;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.jspecify.annotations.Nullable;

/**
 * Reads how a live Artemis, embedded or not, is set up and names what can lose Sealpost's messages.
 * Changes nothing. Needs the rights {@link QueueDepths} needs. What a broker does not tell, it
 * cannot find: whether its disk keeps what was synced, and {@code journal-datasync}.
 */
public final class BrokerReview {
  /** Stands for the queues of activations that are yet to come. */
  private static final String ANY_DELIVERY = Queues.DELIVERY_PREFIX + "*";

  private final BrokerManagement broker;
  private final LongSupplier wallMillis;

  private BrokerReview(BrokerManagement broker, LongSupplier wallMillis) {
    this.broker = broker;
    this.wallMillis = wallMillis;
  }

  /**
   * What is wrong, the broker as a whole first; empty if all is well.
   *
   * @throws JMSException if the broker cannot be reached, does not answer or refuses
   */
  public static List<BrokerFinding> of(ConnectionFactory connections) throws JMSException {
    return of(connections, System::currentTimeMillis);
  }

  static List<BrokerFinding> of(ConnectionFactory connections, LongSupplier wallMillis)
      throws JMSException {
    try (BrokerManagement broker = new BrokerManagement(connections)) {
      return new BrokerReview(broker, wallMillis).findings();
    }
  }

  private List<BrokerFinding> findings() throws JMSException {
    Map<String, JsonNode> queues = new TreeMap<>();
    broker.queues("address").forEach(queue -> queues.put(queue.path("name").asText(), queue));
    List<BrokerFinding> findings = new ArrayList<>();
    findings.addAll(BrokerRule.review(BrokerRules.JOURNAL, Map.of("broker", journal())));
    findings.addAll(BrokerRule.review(AddressRules.ALL, addresses(queues.values())));
    findings.addAll(BrokerRule.review(BrokerRules.QUEUE, queues));
    findings.addAll(BrokerRule.review(BrokerRules.DIVERT, diversions()));
    findings.addAll(BrokerRule.review(BrokerRules.VOLATILE, volatiles(queues.keySet())));
    findings.addAll(BrokerRule.review(BrokerRules.CLOCK, Map.of("broker", clock())));
    return List.copyOf(findings);
  }

  private BrokerRules.Journal journal() throws JMSException {
    return new BrokerRules.Journal(
        is("isPersistenceEnabled"),
        is("isJournalSyncTransactional"),
        is("isJournalSyncNonTransactional"));
  }

  /** It may have said its time at any moment between the question and the answer. */
  private BrokerRules.Clock clock() throws JMSException {
    long before = wallMillis.getAsLong();
    long told = broker.timeMillis();
    long after = wallMillis.getAsLong();
    return new BrokerRules.Clock(told - Math.max(before, Math.min(told, after)));
  }

  private boolean is(String operation) throws JMSException {
    return Boolean.parseBoolean(broker.call(ResourceNames.BROKER, operation));
  }

  private Map<String, AddressRules.Address> addresses(Collection<JsonNode> queues)
      throws JMSException {
    boolean isClustered = is("isClustered");
    Map<String, AddressRules.Address> addresses = new LinkedHashMap<>();
    List<String> names =
        new ArrayList<>(
            List.of(Queues.ACTIVATIONS, Queues.EVENTS, Queues.DEAD, Queues.ATTEMPTS, ANY_DELIVERY));
    queues.stream()
        .map(queue -> queue.path("address").asText())
        .filter(address -> address.startsWith(Queues.DELIVERY_PREFIX))
        .forEach(names::add);
    for (String name : names) {
      AddressSettings settings =
          AddressSettings.fromJSON(
              broker.call(ResourceNames.BROKER, "getAddressSettingsAsJSON", name));
      addresses.put(
          name,
          new AddressRules.Address(
              settings,
              settings.isAutoCreateDeadLetterResources()
                  || hasQueue(settings.getDeadLetterAddress()),
              settings.isAutoCreateExpiryResources() || hasQueue(settings.getExpiryAddress()),
              isClustered));
    }
    return addresses;
  }

  /** Without one bound to it, an address keeps nothing. */
  private boolean hasQueue(@Nullable SimpleString address) throws JMSException {
    if (address == null) {
      return false;
    }
    String resource = ResourceNames.ADDRESS + address;
    return broker.attributes(List.of(resource), "queueCount").get(resource) instanceof Number count
        && count.longValue() > 0;
  }

  private Map<String, BrokerRules.Diversion> diversions() throws JMSException {
    List<String> diverts =
        broker.names(ResourceNames.BROKER, "getDivertNames").stream()
            .map(name -> ResourceNames.DIVERT + name)
            .toList();
    Map<String, Object> from = broker.attributes(diverts, "address");
    Map<String, Object> to = broker.attributes(diverts, "forwardingAddress");
    Map<String, Object> exclusive = broker.attributes(diverts, "exclusive");
    Map<String, BrokerRules.Diversion> ours = new TreeMap<>();
    from.forEach(
        (divert, address) -> {
          if (String.valueOf(address).startsWith("sealpost.")) {
            ours.put(
                divert.substring(ResourceNames.DIVERT.length()) + " of " + address,
                new BrokerRules.Diversion(
                    Boolean.TRUE.equals(exclusive.get(divert)), String.valueOf(to.get(divert))));
          }
        });
    return ours;
  }

  /**
   * The two counts are read one after the other while messages come and go; taken in both orders
   * they err in opposite directions, and the smaller difference is true.
   */
  private Map<String, BrokerRules.Volatile> volatiles(Collection<String> queues)
      throws JMSException {
    List<String> resources = queues.stream().map(queue -> ResourceNames.QUEUE + queue).toList();
    Map<String, Object> allBefore = broker.attributes(resources, "messageCount");
    Map<String, Object> durableBefore = broker.attributes(resources, "durableMessageCount");
    Map<String, Object> durableAfter = broker.attributes(resources, "durableMessageCount");
    Map<String, Object> allAfter = broker.attributes(resources, "messageCount");
    Map<String, BrokerRules.Volatile> found = new LinkedHashMap<>();
    for (String queue : queues) {
      String resource = ResourceNames.QUEUE + queue;
      found.put(
          queue,
          new BrokerRules.Volatile(
              Math.min(
                  difference(allBefore, durableBefore, resource),
                  difference(allAfter, durableAfter, resource))));
    }
    return found;
  }

  private static long difference(
      Map<String, Object> all, Map<String, Object> durable, String resource) {
    return all.get(resource) instanceof Number count
            && durable.get(resource) instanceof Number durableCount
        ? count.longValue() - durableCount.longValue()
        : 0;
  }
}
