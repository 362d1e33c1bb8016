package io.sealpost.bench.stage;

/**
 * How the receiver answers.
 *
 * @param delayMillis before each answer
 * @param slowEvery one of so many messages is answered later; 0 for none
 * @param slowMillis before those answers
 * @param hangingPath whose requests are answered after {@code hangMillis}, and not counted; empty
 *     for none
 */
public record Answers(
    int delayMillis, int slowEvery, int slowMillis, String hangingPath, int hangMillis) {
  public static final Answers AT_ONCE = new Answers(0, 0, 0, "", 0);

  /** Each after so long. */
  public static Answers after(int millis) {
    return new Answers(millis, 0, 0, "", 0);
  }

  /** At once, but for one of so many messages. */
  public static Answers slow(int every, int millis) {
    return new Answers(0, every, millis, "", 0);
  }

  /** At once, but for the requests to one path. */
  public static Answers hanging(String path, int millis) {
    return new Answers(0, 0, 0, path, millis);
  }

  boolean hangs(String path) {
    return !hangingPath.isEmpty() && path.startsWith(hangingPath);
  }

  int millis(String path, int message) {
    if (hangs(path)) {
      return hangMillis;
    }
    return slowEvery > 0 && message % slowEvery == 0 ? slowMillis : delayMillis;
  }
}
