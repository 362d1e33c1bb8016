package io.sealpost.delivery;

/**
 * The parts of an absolute URL behind its authority, as they are sent.
 *
 * @param path without the query, empty where the URL has none
 * @param query without {@code ?}, empty where the URL has none
 */
record RequestTarget(String path, String query) {
  static RequestTarget of(String url) {
    int question = url.indexOf('?');
    String beforeQuery = question < 0 ? url : url.substring(0, question);
    int scheme = beforeQuery.indexOf("://");
    int slash = scheme < 0 ? -1 : beforeQuery.indexOf('/', scheme + "://".length());
    return new RequestTarget(
        slash < 0 ? "" : beforeQuery.substring(slash),
        question < 0 ? "" : url.substring(question + 1));
  }
}
