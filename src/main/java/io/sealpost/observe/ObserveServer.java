package io.sealpost.observe;

import io.sealpost.port.HttpPort;
import io.sealpost.port.PortAnswer;
import io.sealpost.port.PortSettings;
import io.sealpost.port.Site;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The observe port: a few pages, by GET alone, for anybody. Not Camel's management server: it
 * bounds neither connections nor how long one may do nothing.
 */
public final class ObserveServer implements Site, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("io.sealpost.observe");

  /** A scrape and the probes of health at once, each waiting for what it asks. */
  private static final int WORKERS = 4;

  private final HttpPort port = new HttpPort("sealpost-observe", WORKERS);
  private volatile Map<String, Page> pages = Map.of();

  private ObserveServer() {}

  /** What a path shows. */
  @FunctionalInterface
  public interface Page {
    /**
     * Made anew for each request; may block.
     *
     * @param accept the Accept header, null without
     */
    PortAnswer show(@Nullable String accept);
  }

  /**
   * Listens; until there are pages each request is answered with 503.
   *
   * @throws IOException if the port is taken
   */
  public static ObserveServer open(PortSettings where) throws IOException {
    ObserveServer server = new ObserveServer();
    server.port.open(where, server);
    return server;
  }

  /**
   * From now on these.
   *
   * @param byPath not empty
   */
  public void show(Map<String, Page> byPath) {
    pages = Map.copyOf(byPath);
  }

  @Override
  public void serve(HttpServerRequest request) {
    Map<String, Page> now = pages;
    Page page = now.get(request.path());
    if (now.isEmpty()) {
      port.answer(request, refusal(503, "Sealpost starts"));
    } else if (page == null) {
      port.answer(
          request, refusal(404, "There is no such page: see " + String.join(", ", now.keySet())));
    } else if (!request.method().equals(HttpMethod.GET)) {
      port.answer(request, text(405, "This page only takes GET", Map.of("Allow", "GET")));
    } else {
      show(request, page);
    }
  }

  private void show(HttpServerRequest request, Page page) {
    String accept = request.getHeader("Accept");
    try {
      port.work(request, () -> port.answer(request, made(page, accept)));
    } catch (RejectedExecutionException e) {
      LOG.debug("Asked while it stops", e);
      port.answer(request, refusal(503, "Sealpost stops"));
    }
  }

  private PortAnswer made(Page page, @Nullable String accept) {
    try {
      return page.show(accept);
    } catch (RuntimeException e) {
      LOG.error("A page of the observe port cannot be shown", e);
      return refusal(500, "This should not happen: the log says more");
    }
  }

  @Override
  public PortAnswer refusal(int status, String detail) {
    return text(status, detail, Map.of());
  }

  private static PortAnswer text(int status, String detail, Map<String, String> headers) {
    return new PortAnswer(status, "text/plain; charset=utf-8", detail + "\n", headers);
  }

  @Override
  public void close() {
    port.close();
  }
}
