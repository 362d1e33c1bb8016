package io.sealpost.observe;

/**
 * Whether something is well.
 *
 * @param reason why not, and what to do; empty where it is
 */
record Health(boolean isUp, String reason) {
  static Health up() {
    return new Health(true, "");
  }

  /**
   * Not well.
   *
   * @param section of the troubleshooting page
   */
  static Health down(String section, String reason) {
    return new Health(false, reason + " (troubleshooting: " + section + ")");
  }
}
