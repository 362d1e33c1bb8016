package io.sealpost.broker;

/** The body of a message as the producer's client sent it, not yet looked into. */
public sealed interface MessageBody {
  /** Bytes of UTF-8 a body may have; exactly this many are accepted. */
  int MAX_BYTES = 1024 * 1024;

  /** Of a TextMessage. */
  record Text(String text) implements MessageBody {}

  /** Of a BytesMessage. */
  record Bytes(byte[] bytes) implements MessageBody {}
}
