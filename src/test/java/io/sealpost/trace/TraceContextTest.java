package io.sealpost.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which contexts are taken, and what is passed on. Source: W3C Trace Context, level 2. */
class TraceContextTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";
  private static final String VALID = "00-" + TRACE + "-" + SPAN + "-01";

  @Test
  void theExampleOfTheSpecificationIsTaken() {
    assertThat(TraceContext.of(VALID, null)).contains(new TraceContext(TRACE, SPAN, "01", null));
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void whatBreaksARuleCountsAsAbsent(Object traceparent) {
    assertThat(TraceContext.of(traceparent, "a=b")).isEmpty();
  }

  static Stream<Object> invalid() {
    return Stream.of(
        "",
        VALID.substring(1),
        VALID + "0",
        VALID + "-",
        VALID + "\r\nX-Injected: 1",
        VALID.replace("-01", "-0\n"),
        " " + VALID,
        VALID + " ",
        VALID + "," + VALID,
        VALID.toUpperCase(java.util.Locale.ROOT),
        "0A" + VALID.substring(2),
        VALID.replace(TRACE, "0".repeat(32)),
        VALID.replace(SPAN, "0".repeat(16)),
        VALID.replace(TRACE, TRACE.substring(1) + "g"),
        VALID.replace("-01", "-0x"),
        VALID.replace('-', '_'),
        "ff" + VALID.substring(2),
        "01" + VALID.substring(2) + "x",
        "0".repeat(1024 * 1024),
        VALID.replace(TRACE, "٤bf92f3577b34da6a3ce929d0e0e4736"),
        7,
        new byte[55]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "-whatever-comes-later", "-\r\n"})
  void ofALaterVersionTheKnownPartIsPassedOn(String rest) {
    Optional<TraceContext> read = TraceContext.of("01" + VALID.substring(2) + rest, null);

    assertThat(read).map(TraceContext::traceparent).contains(VALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"00-00", "01-01", "02-02", "03-03", "ff-03", "fc-00"})
  void onlyKnownFlagsArePassedOn(String flags) {
    String came = VALID.replace("-01", "-" + flags.substring(0, 2));

    assertThat(TraceContext.of(came, null).orElseThrow().traceparent())
        .endsWith("-" + flags.substring(3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a=b", "0tenant@sys=v 1", "a=b,c=d", "a*/-_=!\"#$%&'()+-./:;<>?@[]^`{|}~"})
  void aValidTracestateIsKept(String state) {
    assertThat(state(state)).isEqualTo(state);
  }

  @Test
  void theBlanksAroundMembersAndEmptyOnesAreLeftOut() {
    assertThat(state(" a=b \t,, c=d,")).isEqualTo("a=b,c=d");
  }

  @ParameterizedTest
  @MethodSource("invalidStates")
  void aTracestateThatBreaksARuleIsDroppedAlone(Object state) {
    assertThat(TraceContext.of(VALID, state)).contains(new TraceContext(TRACE, SPAN, "01", null));
  }

  static Stream<Object> invalidStates() {
    return Stream.of(
        "",
        ",",
        "a",
        "=b",
        "a=",
        "a=b=c",
        "A=b",
        "_a=b",
        "a=b,a=c",
        "a=b\r\nX-Injected: 1",
        "a=b\n",
        "\ra=b",
        "a=é",
        "a=b\u0000",
        "a=\u2028",
        "a=" + "b".repeat(257),
        "a=" + "b".repeat(1024 * 1024),
        members(TraceState.MAX_MEMBERS + 1),
        7);
  }

  @Test
  void theLimitsThemselvesAreKept() {
    String longest = "a=" + "b".repeat(256) + ",c=" + "d".repeat(TraceState.MAX_LENGTH - 261);

    assertThat(longest).hasSize(TraceState.MAX_LENGTH);
    assertThat(state(longest)).isEqualTo(longest);
    assertThat(state(longest + "d")).isNull();
    assertThat(state(members(TraceState.MAX_MEMBERS))).isEqualTo(members(TraceState.MAX_MEMBERS));
  }

  @Property
  void nothingButHexAndPrintableAsciiIsPassedOn(@ForAll String parent, @ForAll String state) {
    Stream.of(
            TraceContext.of(parent, state),
            TraceContext.of("7f" + VALID.substring(2) + "-" + parent, "a=" + state))
        .flatMap(Optional::stream)
        .forEach(
            context -> {
              assertThat(context.traceparent()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[0-3]");
              assertThat(context.tracestate() == null ? "" : context.tracestate())
                  .matches("[\\x20-\\x7e]{0,512}");
            });
  }

  @Test
  void aDeliverysOwnTraceIsAlwaysTheSameAndNobodyElses() {
    TraceContext own = TraceContext.ofDelivery(null, "welcome", "del_1");

    assertThat(own).isEqualTo(TraceContext.ofDelivery(null, "welcome", "del_1"));
    assertThat(TraceContext.of(own.traceparent(), null)).contains(own);
    assertThat(own.traceId())
        .isNotEqualTo(TraceContext.ofDelivery(null, "welcome", "del_2").traceId())
        .isNotEqualTo(TraceContext.ofDelivery(null, "audit", "del_1").traceId())
        .isNotEqualTo(TraceContext.ofDelivery(null, "welcomed", "el_1").traceId());
  }

  @Test
  void eachAttemptIsASpanOfItsOwnInTheSameTrace() {
    TraceContext trace = TraceContext.of(VALID, "a=b").orElseThrow();

    assertThat(
            Stream.of(
                    trace.ofAttempt("welcome", "d", 0, 1),
                    trace.ofAttempt("welcome", "d", 0, 2),
                    trace.ofAttempt("welcome", "d", 1, 1),
                    trace.ofAttempt("audit", "d", 0, 1),
                    trace)
                .map(TraceContext::parentId))
        .doesNotHaveDuplicates();
    assertThat(trace.ofAttempt("welcome", "d", 0, 1))
        .isEqualTo(trace.ofAttempt("welcome", "d", 0, 1))
        .matches(span -> span.traceId().equals(TRACE) && "a=b".equals(span.tracestate()));
  }

  private static String state(String text) {
    return TraceContext.of(VALID, text).orElseThrow().tracestate();
  }

  private static String members(int count) {
    return IntStream.range(0, count).mapToObj(i -> "k" + i + "=v").collect(Collectors.joining(","));
  }
}
