package io.sealpost.activation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The id a delivery keeps over all its attempts, restarts and replays. */
public final class DeliveryId {
  private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /** RFC 4648, lower case. */
  private static final char[] BASE32 = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();

  /** 26 × 5 bits: as unlikely to meet another as a random UUID. */
  private static final int LENGTH = 26;

  private static final SecureRandom RANDOM = new SecureRandom();

  private DeliveryId() {}

  /** Whether a producer's {@code deliveryId} is used as it is. */
  public static boolean isAccepted(@Nullable String id) {
    return id != null && ACCEPTED.matcher(id).matches();
  }

  /**
   * The producer's id if it is accepted, else one minted from the message's; empty without either.
   * With a producer's id, all copies of an event carry the same one: their receivers differ.
   */
  public static Optional<String> of(
      @Nullable String producerDeliveryId, @Nullable String jmsMessageId, String activation) {
    if (producerDeliveryId != null && isAccepted(producerDeliveryId)) {
      return Optional.of(producerDeliveryId);
    }
    return Optional.ofNullable(jmsMessageId)
        .filter(id -> !id.isEmpty())
        .map(id -> mint(id, activation));
  }

  /**
   * {@code del_} and the first 26 characters of the base32 of SHA-256 over JMSMessageID, a zero
   * byte and the activation's name: the same again should the dispatch be repeated after a crash.
   */
  public static String mint(String jmsMessageId, String activation) {
    MessageDigest sha256 = sha256();
    sha256.update(jmsMessageId.getBytes(StandardCharsets.UTF_8));
    sha256.update((byte) 0);
    sha256.update(activation.getBytes(StandardCharsets.UTF_8));
    return "del_" + base32(sha256.digest());
  }

  /** {@code del_test_} and 26 random characters: nobody takes it for a message's. */
  public static String ofTest() {
    byte[] random = new byte[LENGTH * 5 / 8 + 1];
    RANDOM.nextBytes(random);
    return "del_test_" + base32(random);
  }

  private static String base32(byte[] bytes) {
    StringBuilder text = new StringBuilder(LENGTH);
    int buffer = 0;
    int bits = 0;
    for (int next = 0; text.length() < LENGTH; ) {
      if (bits < 5) {
        buffer = ((buffer << 8) | (bytes[next++] & 0xff)) & 0xffff;
        bits += 8;
      }
      bits -= 5;
      text.append(BASE32[(buffer >> bits) & 31]);
    }
    return text.toString();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256, this one has not", e);
    }
  }
}
