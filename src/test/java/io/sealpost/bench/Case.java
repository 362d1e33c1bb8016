package io.sealpost.bench;

import io.sealpost.bench.stage.Contender;
import io.sealpost.bench.stage.Course;

/** One line of a table: a contender and what it has to do. */
record Case(String name, Contender contender, Course course) {
  static Case of(Contender contender, Course course) {
    return new Case(contender.name(), contender, course);
  }
}
