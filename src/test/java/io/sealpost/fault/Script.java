package io.sealpost.fault;

import java.util.concurrent.atomic.AtomicInteger;

/** Decides how the receiver answers; called by several threads at once, and may hold them. */
@FunctionalInterface
interface Script {
  Script OK = always(Reply.OK);

  Reply replyTo(Post request) throws InterruptedException;

  static Script always(Reply reply) {
    return request -> reply;
  }

  /** One after the other, and again from the beginning. */
  static Script inTurn(Reply... replies) {
    AtomicInteger requests = new AtomicInteger();
    return request -> replies[Math.floorMod(requests.getAndIncrement(), replies.length)];
  }

  /** {@code first} to the first attempt of each delivery. */
  static Script firstAttempt(Reply first, Reply later) {
    return request -> request.attempt().equals("1") ? first : later;
  }
}
