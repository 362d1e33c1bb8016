package io.sealpost.console;

import io.sealpost.deadletter.DeadMessage;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * Where a page of dead messages ended. It holds only while the queue before it does not change: a
 * replay or purge meanwhile makes it expire, rather than pass messages over.
 *
 * @param skip messages on the pages before
 * @param last the JMSMessageID of the last of them
 */
record DeadCursor(int skip, String last) {
  private static final DeadCursor BEGIN = new DeadCursor(0, "");

  static DeadCursor behind(List<DeadMessage> page, int skip) {
    return new DeadCursor(skip, id(page.get(page.size() - 1)));
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @param text null for the first page
   * @throws RefusedException for anything else
   */
  static DeadCursor of(@org.jspecify.annotations.Nullable String text) {
    if (text == null) {
      return BEGIN;
    }
    String decoded = "";
    try {
      decoded = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(400, "bad-request", NONE, e);
    }
    String[] parts = decoded.split(" ", 2);
    if (parts.length != 2 || !parts[0].matches("[1-9][0-9]{0,8}")) {
      throw RefusedException.badRequest(NONE);
    }
    return new DeadCursor(Integer.parseInt(parts[0]), parts[1]);
  }

  private static final String NONE = "cursor is none: take the next of the page before";

  /**
   * Whether messages are still where they were.
   *
   * @param found beginning with the last one of the page before
   * @throws RefusedException if not
   */
  void check(List<DeadMessage> found) {
    if (found.isEmpty() || !id(found.get(0)).equals(last)) {
      throw new RefusedException(
          410,
          "cursor-expired",
          "The dead queue has changed since the page before: begin again without cursor",
          null);
    }
  }

  @Override
  public String toString() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((skip + " " + last).getBytes(StandardCharsets.UTF_8));
  }

  private static String id(DeadMessage message) {
    return Objects.requireNonNullElse(message.messageId(), "");
  }
}
