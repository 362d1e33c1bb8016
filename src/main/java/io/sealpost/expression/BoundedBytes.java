package io.sealpost.expression;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Collects bytes up to a limit. */
final class BoundedBytes extends OutputStream {
  /** One byte more than the limit was written. */
  static final class LimitExceededException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
  private final int limit;

  BoundedBytes(int limit) {
    this.limit = limit;
  }

  @Override
  public void write(int b) throws IOException {
    reserve(1);
    bytes.write(b);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    reserve(length);
    bytes.write(source, offset, length);
  }

  int size() {
    return bytes.size();
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }

  private void reserve(int length) throws LimitExceededException {
    if (length > limit - bytes.size()) {
      throw new LimitExceededException();
    }
  }
}
