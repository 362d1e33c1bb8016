package io.sealpost.bench.stage;

/**
 * How the receiver answers, and what it expects.
 *
 * @param delayMillis before each answer
 * @param slowEvery one of so many messages is answered later; 0 for none
 * @param slowMillis before those answers
 * @param hangingPath whose requests are answered after {@code hangMillis}, and not counted; empty
 *     for none
 * @param signed whether requests must carry Treasure Data's signature
 */
public record Answers(
    int delayMillis,
    int slowEvery,
    int slowMillis,
    String hangingPath,
    int hangMillis,
    boolean signed) {
  public static final Answers AT_ONCE = new Answers(0, 0, 0, "", 0, true);

  /** Each after so long. */
  public static Answers after(int millis) {
    return new Answers(millis, 0, 0, "", 0, true);
  }

  /** At once, but for one of so many messages. */
  public static Answers slow(int every, int millis) {
    return new Answers(0, every, millis, "", 0, true);
  }

  /** At once, but for the requests of one activation, which are not counted. */
  public static Answers hanging(int activation, int millis) {
    return new Answers(0, 0, 0, SealpostFolder.path(activation), millis, true);
  }

  /** The same for requests that are signed otherwise, or not at all. */
  public Answers unsigned() {
    return new Answers(delayMillis, slowEvery, slowMillis, hangingPath, hangMillis, false);
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
