package io.sealpost;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.JoranException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.slf4j.Logger;

/** How the shipped logback.xml writes, in one of its formats. */
final class ShippedLog {
  private final Encoder<ILoggingEvent> encoder;

  private ShippedLog(Encoder<ILoggingEvent> encoder) {
    this.encoder = encoder;
  }

  static ShippedLog in(String format) {
    LoggerContext context = new LoggerContext();
    context.putProperty("sealpost.log.format", format);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(Objects.requireNonNull(Sealpost.class.getResource("/logback.xml")));
    } catch (JoranException e) {
      throw new IllegalStateException(e);
    }
    var appender =
        (ConsoleAppender<ILoggingEvent>)
            context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("stderr");
    return new ShippedLog(appender.getEncoder());
  }

  synchronized String write(ILoggingEvent event) {
    return new String(encoder.encode(event), StandardCharsets.UTF_8);
  }
}
