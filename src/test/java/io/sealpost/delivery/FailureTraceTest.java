package io.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class FailureTraceTest {
  @Test
  void aTraceHasTypesAndPlacesButNoTexts() {
    Exception failure = new IllegalStateException("secret one", new IOException("secret two"));
    failure.addSuppressed(new IOException("secret three"));

    assertThat(printed(FailureTrace.of(failure)))
        .contains(IllegalStateException.class.getName())
        .contains(IOException.class.getName())
        .contains("aTraceHasTypesAndPlacesButNoTexts")
        .doesNotContain("secret");
  }

  @Test
  void aCircleOfCausesEnds() {
    Exception one = new IllegalStateException();
    Exception two = new IllegalStateException(one);
    one.initCause(two);

    assertThat(printed(FailureTrace.of(one))).contains("Caused by");
  }

  private static String printed(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
