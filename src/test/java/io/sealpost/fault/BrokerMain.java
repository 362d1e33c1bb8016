package io.sealpost.fault;

import io.sealpost.broker.BrokerCredentials;
import io.sealpost.broker.EmbeddedBroker;
import io.sealpost.signature.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A broker with exactly the settings of the embedded one, in a process of its own. */
public final class BrokerMain {
  private static final String LISTENS = "the broker listens";
  private static final String USER = "BROKER_USER";
  private static final String PASSWORD = "BROKER_PASSWORD";

  private BrokerMain() {}

  /**
   * Starts nothing yet.
   *
   * @param folder keeps the messages over kills
   */
  static ChildProcess process(Path folder, int port, BrokerCredentials credentials) {
    return process(folder, port, credentials, List.of("-Xmx256m"));
  }

  /**
   * As above.
   *
   * @param options of its JVM
   */
  public static ChildProcess process(
      Path folder, int port, BrokerCredentials credentials, List<String> options) {
    return new ChildProcess(
        folder.resolveSibling("broker.log"),
        Map.of(USER, credentials.userName(), PASSWORD, credentials.password().reveal()),
        ChildProcess.java(
            BrokerMain.class, options, List.of(folder.toString(), Integer.toString(port))),
        LISTENS);
  }

  public static void main(String[] arguments) throws Exception {
    EmbeddedBroker.start(
        Path.of(arguments[0]),
        "127.0.0.1",
        Integer.parseInt(arguments[1]),
        new BrokerCredentials(System.getenv(USER), Secret.of(System.getenv(PASSWORD))));
    System.out.println(LISTENS);
    new CountDownLatch(1).await();
  }
}
