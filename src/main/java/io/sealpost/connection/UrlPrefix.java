package io.sealpost.connection;

/** Contract only; being built. */
public final class UrlPrefix {
  private UrlPrefix() {}

  public static UrlPrefix parse(String text, boolean allowPlainHttp) {
    throw new UnsupportedOperationException(text + allowPlainHttp);
  }

  /**
   * Fails unless the URL lies below this prefix.
   *
   * @throws UrlRefusedException with the rule that refuses it
   */
  public void check(String url) throws UrlRefusedException {
    throw new UnsupportedOperationException(url);
  }

  /** Whether everything that begins with this literal text lies below the prefix. */
  public boolean covers(String literal) {
    throw new UnsupportedOperationException(literal);
  }
}
