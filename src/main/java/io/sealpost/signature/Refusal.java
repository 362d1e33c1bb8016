package io.sealpost.signature;

/** Ends signing or verifying early. No stack trace: strangers cause these at will. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1;

  private final Verification.Code code;

  Refusal(Verification.Code code, String text) {
    super(text, null, false, false);
    this.code = code;
  }

  Verification.Code code() {
    return code;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
