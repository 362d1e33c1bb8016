package io.sealpost.broker;

import static io.sealpost.broker.BrokerRule.hinders;
import static io.sealpost.broker.BrokerRule.loses;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.settings.impl.DeletionPolicy;
import org.apache.activemq.artemis.core.settings.impl.PageFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.SlowConsumerPolicy;
import org.jspecify.annotations.Nullable;

/** What the settings of an address must not tell an Artemis to do with Sealpost's messages. */
final class AddressRules {
  private AddressRules() {}

  /**
   * What holds for an address.
   *
   * @param hasDeadLetterQueue whether something is bound to the dead letter address, or will be
   * @param hasExpiryQueue the same for the expiry address
   * @param isClustered whether there are other brokers a message may be on
   */
  record Address(
      AddressSettings settings,
      boolean hasDeadLetterQueue,
      boolean hasExpiryQueue,
      boolean isClustered) {
    boolean mayExpire() {
      return !settings.isNoExpiry();
    }
  }

  static final List<BrokerRule<Address>> ALL =
      List.of(
          loses(
              "max-delivery-attempts",
              of(AddressSettings::getMaxDeliveryAttempts),
              address -> address.settings().getMaxDeliveryAttempts() > 0,
              "what a killed client had prefetched counts as an attempt, and the broker takes"
                  + " messages away that were never sent. Set it to -1: Sealpost counts attempts"),
          loses(
              "dead-letter-address",
              of(AddressSettings::getDeadLetterAddress),
              address -> !address.hasDeadLetterQueue(),
              "the broker deletes what it gives up. Set it to sealpost.broker.dead and make a"
                  + " queue of that name"),
          loses(
              "expiry-address",
              of(AddressSettings::getExpiryAddress),
              address -> address.mayExpire() && !address.hasExpiryQueue(),
              "the broker deletes messages whose time to live runs out. Set it to"
                  + " sealpost.broker.expired and make a queue of that name"),
          hinders(
              "expiry-address",
              of(AddressSettings::getExpiryAddress),
              address ->
                  address.mayExpire()
                      && address.hasExpiryQueue()
                      && !Queues.BROKER_EXPIRED.contentEquals(
                          address.settings().getExpiryAddress()),
              "what runs out of time has no row in the attempt log. Set it to"
                  + " sealpost.broker.expired"),
          loses(
              "expiry-delay",
              of(AddressSettings::getExpiryDelay),
              address -> address.mayExpire() && address.settings().getExpiryDelay() >= 0,
              "messages that no producer limited run out of time. Leave it out"),
          loses(
              "max-expiry-delay",
              of(AddressSettings::getMaxExpiryDelay),
              address -> address.mayExpire() && address.settings().getMaxExpiryDelay() >= 0,
              "messages run out of time earlier than their producers said, or at all. Leave it"
                  + " out"),
          loses(
              "address-full-policy",
              of(AddressSettings::getAddressFullMessagePolicy),
              address -> isFull(address, AddressFullMessagePolicy.DROP),
              "messages beyond the limit are dropped without a word. Set it to PAGE"),
          hinders(
              "address-full-policy",
              of(AddressSettings::getAddressFullMessagePolicy),
              address ->
                  isFull(address, AddressFullMessagePolicy.BLOCK)
                      || isFull(address, AddressFullMessagePolicy.FAIL),
              "at the limit retries and dead messages cannot be put back: deliveries stop or are"
                  + " repeated. Set it to PAGE"),
          loses(
              "page-full-policy",
              of(AddressSettings::getPageFullMessagePolicy),
              address -> isPageFull(address, PageFullMessagePolicy.DROP),
              "messages beyond the limit of the page files are dropped without a word. Leave it and"
                  + " page-limit-bytes, page-limit-messages out"),
          hinders(
              "page-full-policy",
              of(AddressSettings::getPageFullMessagePolicy),
              address -> isPageFull(address, PageFullMessagePolicy.FAIL),
              "at the limit of the page files retries and dead messages cannot be put back:"
                  + " deliveries are repeated. Leave it and page-limit-bytes, page-limit-messages"
                  + " out"),
          loses(
              "default-ring-size",
              of(AddressSettings::getDefaultRingSize),
              address -> address.settings().getDefaultRingSize() >= 0,
              "a new message pushes the oldest out of the queue. Leave it out"),
          loses(
              "default-last-value-queue",
              of(AddressSettings::isDefaultLastValueQueue),
              address -> address.settings().isDefaultLastValueQueue(),
              "of messages with the same key only the last stays. Set it to false"),
          loses(
              "default-last-value-key",
              of(AddressSettings::getDefaultLastValueKey),
              address -> address.settings().getDefaultLastValueKey() != null,
              "of messages with the same key only the last stays. Leave it out"),
          loses(
              "default-purge-on-no-consumers",
              of(AddressSettings::isDefaultPurgeOnNoConsumers),
              address -> address.settings().isDefaultPurgeOnNoConsumers(),
              "a queue is emptied when Sealpost disconnects. Set it to false"),
          hinders(
              "default-non-destructive",
              of(AddressSettings::isDefaultNonDestructive),
              address -> address.settings().isDefaultNonDestructive(),
              "messages stay when they are delivered, and are delivered again and again. Set it to"
                  + " false"),
          loses(
              "auto-delete-queues-message-count",
              of(AddressSettings::getAutoDeleteQueuesMessageCount),
              address ->
                  address.settings().isAutoDeleteQueues()
                      && address.settings().getAutoDeleteQueuesMessageCount() != 0,
              "a queue without consumers is deleted with its messages. Set it to 0, and"
                  + " auto-delete-queues to false"),
          hinders(
              "auto-delete-queues",
              of(AddressSettings::isAutoDeleteQueues),
              address -> address.settings().isAutoDeleteQueues(),
              "an empty queue goes when Sealpost disconnects, and with it the pause of its"
                  + " activation. Set it to false"),
          hinders(
              "auto-create-queues",
              of(AddressSettings::isAutoCreateQueues),
              address -> !address.settings().isAutoCreateQueues(),
              "a new activation has no queue until somebody makes it. Set it to true"),
          loses(
              "config-delete-queues",
              of(AddressSettings::getConfigDeleteQueues),
              address -> address.settings().getConfigDeleteQueues() == DeletionPolicy.FORCE,
              "a queue that is taken out of broker.xml is deleted with its messages. Set it to OFF"),
          loses(
              "config-delete-addresses",
              of(AddressSettings::getConfigDeleteAddresses),
              address -> address.settings().getConfigDeleteAddresses() == DeletionPolicy.FORCE,
              "an address that is taken out of broker.xml is deleted with its messages. Set it to"
                  + " OFF"),
          hinders(
              "slow-consumer-policy",
              of(AddressSettings::getSlowConsumerPolicy),
              address ->
                  address.settings().getSlowConsumerThreshold() > 0
                      && address.settings().getSlowConsumerPolicy() == SlowConsumerPolicy.KILL,
              "an activation with a slow endpoint is disconnected in the middle of its attempts,"
                  + " which are made again. Set it to NOTIFY, or leave slow-consumer-threshold out"),
          hinders(
              "redistribution-delay",
              of(AddressSettings::getRedistributionDelay),
              address -> address.isClustered() && address.settings().getRedistributionDelay() < 0,
              "in a cluster messages wait on a broker that no Sealpost is connected to. Set it to"
                  + " 0"));

  /** Limits or none of its own: the broker's global-max-size is one for every address. */
  private static boolean isFull(Address address, AddressFullMessagePolicy policy) {
    return address.settings().getAddressFullMessagePolicy() == policy;
  }

  private static boolean isPageFull(Address address, PageFullMessagePolicy policy) {
    AddressSettings settings = address.settings();
    return settings.getPageFullMessagePolicy() == policy
        && (isSet(settings.getPageLimitBytes()) || isSet(settings.getPageLimitMessages()));
  }

  private static boolean isSet(@Nullable Long limit) {
    return limit != null && limit >= 0;
  }

  private static Function<Address, Object> of(Function<AddressSettings, @Nullable Object> value) {
    return address -> Objects.requireNonNullElse(value.apply(address.settings()), "not set");
  }
}
