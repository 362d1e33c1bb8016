package io.sealpost;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/**
 * What the shipped logback.xml lets through when everything is turned up to TRACE: its pins hold.
 * Meanwhile standard error stays quiet.
 */
final class LogCapture implements AutoCloseable {
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Logger ours = (Logger) LoggerFactory.getLogger("io.sealpost");
  private final Appender<ILoggingEvent> stderr = root.getAppender("stderr");
  private final Level rootLevel = root.getLevel();
  private final Level ourLevel = ours.getLevel();
  private final Queue<String> events = new ConcurrentLinkedQueue<>();
  private final ShippedLog text = ShippedLog.in("text");
  private final ShippedLog json = ShippedLog.in("json");
  private final Appender<ILoggingEvent> appender = appender();

  private LogCapture() {}

  static LogCapture everything() {
    LogCapture capture = new LogCapture();
    capture.appender.setContext(capture.root.getLoggerContext());
    capture.appender.start();
    capture.root.addAppender(capture.appender);
    capture.root.detachAppender(capture.stderr);
    capture.root.setLevel(Level.TRACE);
    capture.ours.setLevel(Level.TRACE);
    return capture;
  }

  String text() {
    return String.join("\n", events);
  }

  static String stackTrace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @Override
  public void close() {
    root.setLevel(rootLevel);
    ours.setLevel(ourLevel);
    root.addAppender(stderr);
    root.detachAppender(appender);
  }

  private Appender<ILoggingEvent> appender() {
    return new AppenderBase<>() {
      @Override
      protected void append(ILoggingEvent event) {
        String trace = ThrowableProxyUtil.asString(event.getThrowableProxy());
        events.add(
            event.getLevel()
                + " "
                + event.getLoggerName()
                + " "
                + event.getFormattedMessage()
                + " "
                + event.getMDCPropertyMap()
                + "\n"
                + trace);
        events.add(text.write(event));
        events.add(json.write(event));
      }
    };
  }
}
