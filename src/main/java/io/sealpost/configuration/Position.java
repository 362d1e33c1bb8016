package io.sealpost.configuration;

/** A place in a file, as editors count: both from 1, the column in characters. */
record Position(int line, int column) {
  static final Position START = new Position(1, 1);
}
