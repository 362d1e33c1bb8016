package io.sealpost.broker;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.utils.critical.CriticalAnalyzerPolicy;

/** How the embedded Artemis is set up, and why. */
final class BrokerSettings {
  /** Name of the acceptor other processes connect to. */
  static final String TCP = "tcp";

  /**
   * How long a commit waits for others to share its sync. Artemis has 3.3 ms, for disks that take
   * as long for one; each message waits for several commits.
   */
  private static final int JOURNAL_BUFFER_NANOS = 500_000;

  /** A message that was rolled back comes back after this: the brake on a failing loop. */
  private static final long REDELIVERY_DELAY_MILLIS = 1_000;

  /** What one queue may hold in memory; the rest goes to page files. */
  private static final long QUEUE_MEMORY_BYTES = 10L * 1024 * 1024;

  private static final int PAGE_BYTES = 2 * 1024 * 1024;

  /** With less than this left on the disk, producers wait. Artemis's own limit is 90 % used. */
  static final long MIN_DISK_FREE_BYTES = 256L * 1024 * 1024;

  private static final long LOCK_TIMEOUT_MILLIS = 5_000;

  private BrokerSettings() {}

  static Configuration of(Path folder, String host, int port, int inVmId) throws Exception {
    ConfigurationImpl settings = new ConfigurationImpl();
    settings.setName("sealpost-" + inVmId);
    settings.setPersistenceEnabled(true).setJournalType(JournalType.NIO);
    settings.setJournalSyncTransactional(true).setJournalSyncNonTransactional(true);
    settings.setJournalBufferTimeout_NIO(JOURNAL_BUFFER_NANOS);
    settings
        .setJournalDirectory(folder.resolve("journal").toString())
        .setBindingsDirectory(folder.resolve("bindings").toString())
        .setPagingDirectory(folder.resolve("paging").toString())
        .setLargeMessagesDirectory(folder.resolve("large-messages").toString());
    settings.setJournalLockAcquisitionTimeout(LOCK_TIMEOUT_MILLIS);
    settings.setMaxDiskUsage(-1).setMinDiskFree(MIN_DISK_FREE_BYTES);
    settings.setGlobalMaxSize(Runtime.getRuntime().maxMemory() / 4);
    // Halting would take the whole application down without a word.
    settings.setCriticalAnalyzerPolicy(CriticalAnalyzerPolicy.LOG);
    settings.setJMXManagementEnabled(false);
    settings.setSecurityEnabled(true);
    settings.putSecurityRoles("#", Set.of(everything()));
    // Artemis's default cluster user has a well-known password and may do everything.
    settings.setClusterUser("cluster").setClusterPassword(random());
    settings.addAcceptorConfiguration(inVm(inVmId));
    if (port != 0) {
      settings.addAcceptorConfiguration(tcp(host, port));
    }
    settings.addAddressSetting("#", queues());
    settings.addQueueConfiguration(queue(Queues.BROKER_DEAD));
    settings.addQueueConfiguration(queue(Queues.BROKER_EXPIRED));
    settings.addQueueConfiguration(queue(Queues.ACTIVATIONS));
    settings.addQueueConfiguration(queue(Queues.EVENTS));
    settings.addQueueConfiguration(queue(Queues.DEAD));
    return settings;
  }

  private static AddressSettings queues() {
    return new AddressSettings()
        .setAutoCreateQueues(true)
        .setAutoCreateAddresses(true)
        .setAutoDeleteQueues(false)
        .setAutoDeleteAddresses(false)
        .setDefaultAddressRoutingType(RoutingType.ANYCAST)
        .setDefaultQueueRoutingType(RoutingType.ANYCAST)
        // Broker redeliveries are no attempts: what a killed client had prefetched counts too.
        .setMaxDeliveryAttempts(-1)
        .setRedeliveryDelay(REDELIVERY_DELAY_MILLIS)
        // Without these addresses Artemis deletes what it gives up.
        .setDeadLetterAddress(SimpleString.of(Queues.BROKER_DEAD))
        .setExpiryAddress(SimpleString.of(Queues.BROKER_EXPIRED))
        .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
        .setMaxSizeBytes(QUEUE_MEMORY_BYTES)
        .setPageSizeBytes(PAGE_BYTES);
  }

  private static QueueConfiguration queue(String name) {
    return QueueConfiguration.of(name)
        .setAddress(name)
        .setRoutingType(RoutingType.ANYCAST)
        .setDurable(true);
  }

  private static TransportConfiguration inVm(int id) {
    return new TransportConfiguration(
        InVMAcceptorFactory.class.getName(), Map.of("serverId", id), "in-vm");
  }

  private static TransportConfiguration tcp(String host, int port) {
    Map<String, Object> options = new HashMap<>();
    options.put("host", host);
    options.put("port", port);
    options.put("protocols", "CORE");
    return new TransportConfiguration(NettyAcceptorFactory.class.getName(), options, TCP);
  }

  private static Role everything() {
    return new Role(
        "everything", true, true, true, true, true, true, true, true, true, true, true, true);
  }

  private static String random() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
