package io.sealpost.observe;

import io.sealpost.broker.QueueAges;
import io.sealpost.broker.QueueDepth;
import io.sealpost.broker.QueueDepths;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How full Sealpost's queues were at one moment, and since when the first message in line waits.
 *
 * @param depths by queue
 * @param waitingSince by queue; without those on which nothing waits
 */
public record QueueFigures(Map<String, QueueDepth> depths, Map<String, Instant> waitingSince) {
  /** As the broker says. */
  static QueueFigures read(QueueDepths queues, QueueAges ages) throws Exception {
    Map<String, QueueDepth> depths = new HashMap<>();
    queues.read().forEach(depth -> depths.put(depth.queue(), depth));
    List<String> waiting =
        depths.values().stream()
            .filter(depth -> depth.messages() > depth.scheduled() + depth.delivering())
            .map(QueueDepth::queue)
            .toList();
    return new QueueFigures(depths, ages.read(waiting));
  }

  QueueDepth depth(String queue) {
    return depths.getOrDefault(queue, new QueueDepth(queue, 0, 0, 0, 0, false));
  }

  /** Zero where nothing waits, or the clocks of sender and reader differ. */
  Duration age(String queue, Instant now) {
    return Optional.ofNullable(waitingSince.get(queue))
        .filter(since -> since.isBefore(now))
        .map(since -> Duration.between(since, now))
        .orElse(Duration.ZERO);
  }
}
