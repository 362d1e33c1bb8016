package io.sealpost.bench;

import io.sealpost.bench.stage.Contender;
import io.sealpost.bench.stage.Course;

/**
 * One line of a table: a contender and what it has to do.
 *
 * @param perSecond messages that are sent while it is measured, for their latency; 0 to see how
 *     many it delivers
 */
record Case(String name, Contender contender, Course course, int perSecond) {
  static Case throughput(Contender contender, Course course) {
    return new Case(contender.name(), contender, course, 0);
  }

  static Case paced(Contender contender, Course course, int perSecond) {
    return new Case(contender.name(), contender, course, perSecond);
  }

  Case named(String other) {
    return new Case(other, contender, course, perSecond);
  }
}
