package io.sealpost.broker;

/** The body of a message as the producer's client sent it, not yet looked into. */
public sealed interface MessageBody {
  /** Of a TextMessage. */
  record Text(String text) implements MessageBody {}

  /** Of a BytesMessage. */
  record Bytes(byte[] bytes) implements MessageBody {}
}
