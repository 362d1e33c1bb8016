package io.sealpost.broker;

import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of a route send themselves while its message is handled: kept until the message is
 * settled, and sent in its transaction. A session has many messages in hand and one transaction, so
 * that it cannot be sent at once. Belongs to one message, and to the thread that has it in hand.
 */
final class JoinedSends {
  private final Session session;
  private final List<Send> kept = new ArrayList<>();

  JoinedSends(Session session) {
    this.session = session;
  }

  /** Makes messages and producers as the real one; what they send is kept. */
  Session session() {
    return proxy(
        Session.class,
        (proxy, method, arguments) -> {
          Object result = invoke(session, method, arguments);
          return result instanceof MessageProducer producer ? keeping(producer) : result;
        });
  }

  /** For once. */
  void send() throws JMSException {
    for (Send send : kept) {
      send.run();
    }
  }

  private MessageProducer keeping(MessageProducer producer) {
    return proxy(
        MessageProducer.class,
        (proxy, method, arguments) -> {
          if (method.getName().equals("send") || method.getName().equals("close")) {
            kept.add(() -> invoke(producer, method, arguments));
            return null;
          }
          return invoke(producer, method, arguments);
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            JoinedSends.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  // Whose session it is, Spring finds out by these.
                  case "equals" -> proxy == arguments[0];
                  case "hashCode" -> System.identityHashCode(proxy);
                  default -> handler.invoke(proxy, method, arguments);
                }));
  }

  private static @Nullable Object invoke(
      Object target, Method method, @Nullable Object @Nullable [] arguments) throws JMSException {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof JMSException jms) {
        throw jms;
      }
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new IllegalStateException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @FunctionalInterface
  private interface Send {
    void run() throws JMSException;
  }
}
