package io.sealpost.bench.stage;

import io.sealpost.FreePort;
import io.sealpost.fault.ChildProcess;
import io.sealpost.fault.SealpostProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code ./sealpost run} with no broker but its own. */
record EmbeddedContender() implements Contender {
  @Override
  public String name() {
    return "sealpost-embedded";
  }

  @Override
  public Entrant enter(Path folder, Receiver receiver, Course course) throws IOException {
    new SealpostFolder(
            receiver.url(),
            course.traffic(),
            course.inFlight(),
            "allowPlainHttp: true\nsigning: " + SealpostContender.SIGNED)
        .write(folder.resolve("config"));
    Map<String, String> environment = new HashMap<>(SealpostContender.common(course));
    int port = FreePort.next();
    environment.put("SEALPOST_BROKER_PORT", Integer.toString(port));
    ChildProcess process = new SealpostProcess(folder, environment);
    Bus bus =
        new BrokerInside(folder.resolve("data/broker"), process, port, course.traffic().busy());
    return new Entrant(bus, List.of(process), List.of());
  }
}
