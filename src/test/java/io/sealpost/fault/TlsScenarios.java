package io.sealpost.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.broker.Queues;
import io.sealpost.delivery.TestCertificates;
import io.sealpost.delivery.TestCertificates.Identity;
import io.sealpost.fault.LedgerEntry.Seen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** Handshakes that come to nothing. No request gets through, and once they are mended all do. */
final class TlsScenarios {
  private static final int MESSAGES = 40;

  static final List<Scenario> ALL =
      List.of(
          refused(
              "tls-expired",
              "The receiver's certificate has expired.",
              "NotAfter",
              world -> Handshake.tls(context(world, "localhost", Duration.ofDays(-1)))),
          refused(
              "tls-wrong-host",
              "The receiver's certificate is for another host.",
              "No subject alternative",
              world -> Handshake.tls(context(world, "other.example", Duration.ofDays(1)))),
          refused(
              "tls-unknown-ca",
              "The receiver's certificate is from somebody Sealpost does not know.",
              "PKIX path",
              world -> {
                TestCertificates others = new TestCertificates();
                return Handshake.tls(others.context(others.issue("localhost")));
              }),
          refused(
              "tls-1.0",
              "The receiver knows no version after TLS 1.0.",
              "TLSv1",
              world -> Handshake.tls10Only()),
          Scenario.of(
              "tls-handshake-hangs",
              "The receiver says nothing in the handshake.",
              WorldSettings.EMBEDDED.activation("connectionTimeout: 1s"),
              (world, effort) -> {
                world.receiverLine().hold();
                world.produce(MESSAGES);
                Load.untilFailed(world, "connect-timeout: ");
                world.receiverLine().cut();
                nothingCame(world);
              }),
          Scenario.of(
              "tls-client-certificate",
              "The receiver asks for a client certificate; given one, the dead are replayed.",
              WorldSettings.EMBEDDED.activation("retryLimit: 1"),
              (world, effort) -> clientCertificate(world)));

  private TlsScenarios() {}

  private static Scenario refused(
      String name, String does, String reason, Function<World, Handshake> handshake) {
    return Scenario.of(
        name,
        does,
        WorldSettings.EMBEDDED,
        (world, effort) -> {
          world.receiver().greet(handshake.apply(world));
          world.produce(MESSAGES);
          Load.untilFailed(world, "tls-failed: ");
          assertThat(world.sealpost().log()).contains(reason);
          nothingCame(world);
        });
  }

  private static SSLContext context(World world, String host, Duration validity) {
    return world.certificates().context(world.certificates().issue(host, validity));
  }

  private static void clientCertificate(World world) throws Exception {
    SSLContext context = context(world, "localhost", Duration.ofDays(1));
    world.receiver().greet(Handshake.tlsWithClientCertificate(context));
    world.produce(MESSAGES);
    world.until("all are sent", world::hasProduced);
    world.until("all are dead", () -> world.queues().named(Queues.DEAD).messages() == MESSAGES);
    nothingCame(world);

    Identity client = world.certificates().issue("sealpost");
    Path config = world.config();
    Files.writeString(config.resolve("client.pem"), TestCertificates.pem(client.certificate()));
    Files.writeString(
        config.resolve("client.key"), TestCertificates.pem(client.keys().getPrivate()));
    Path connection = config.resolve("connections/receiver.yaml");
    Files.writeString(
        connection,
        Files.readString(connection)
            .replace(
                "{trust: authority.pem}",
                "{trust: authority.pem, clientCertificate: client.pem, clientKey: client.key}"));
    Load.untilFailed(world, "Configuration reloaded");
    world.sealpost().operate("dead", "replay", "--reason", "retries-exhausted");
    world.untilQuiet();
    assertThat(world.queues().named(Queues.DEAD).messages()).as("none dead any more").isZero();
  }

  private static void nothingCame(World world) {
    assertThat(world.ledger().count(Seen.class)).as("no request got through").isZero();
  }
}
