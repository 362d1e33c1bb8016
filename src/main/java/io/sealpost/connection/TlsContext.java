package io.sealpost.connection;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * What a client needs for TLS. Names of hosts are verified by the HTTP client, not here.
 *
 * @param protocols to offer, the newest first
 */
public record TlsContext(SSLContext sslContext, List<String> protocols) {
  private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

  public TlsContext {
    protocols = List.copyOf(protocols);
  }

  /**
   * Reads the files the settings name.
   *
   * @throws TlsSettingsException with key, file and fix, when a file cannot be read or opened, a
   *     certificate has expired, or key and certificate do not belong together
   */
  public static TlsContext load(TlsSettings settings) throws TlsSettingsException {
    return load(settings, Clock.systemUTC());
  }

  static TlsContext load(TlsSettings settings, Clock clock) throws TlsSettingsException {
    int oldest = PROTOCOLS.indexOf(settings.minVersion());
    if (oldest < 0) {
      throw new TlsSettingsException(
          "tls.minVersion: "
              + settings.minVersion()
              + " is not accepted: write TLSv1.2 or TLSv1.3, older versions are broken (RFC 8996)");
    }
    KeyManager[] keys = keyManagers(settings, clock);
    TrustManager[] trust = trustManagers(settings, clock);
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust, null);
      return new TlsContext(context, PROTOCOLS.subList(0, oldest + 1));
    } catch (GeneralSecurityException e) {
      throw new TlsSettingsException("tls: this JVM cannot set TLS up: " + e.getMessage(), e);
    }
  }

  /** Null, which means the JVM's own, where the settings name none. */
  private static TrustManager @Nullable [] trustManagers(TlsSettings settings, Clock clock)
      throws TlsSettingsException {
    if (settings.trust() == null) {
      return null;
    }
    List<X509Certificate> certificates =
        new TlsFile("tls.trust", settings.trust(), settings.password()).readTrust(clock);
    try {
      KeyStore store = emptyStore();
      for (int i = 0; i < certificates.size(); i++) {
        store.setCertificateEntry("trust-" + i, certificates.get(i));
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException | IOException e) {
      throw new TlsSettingsException("tls.trust: " + settings.trust() + " cannot be used", e);
    }
  }

  /** Null where the settings name no client certificate. */
  private static KeyManager @Nullable [] keyManagers(TlsSettings settings, Clock clock)
      throws TlsSettingsException {
    ClientIdentity identity = ClientIdentity.read(settings, clock);
    if (identity == null) {
      return null;
    }
    try {
      // The password never leaves memory: the store is not written anywhere.
      char[] none = new char[0];
      KeyStore store = emptyStore();
      store.setKeyEntry(
          "client", identity.key(), none, identity.chain().toArray(new X509Certificate[0]));
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, none);
      return factory.getKeyManagers();
    } catch (GeneralSecurityException | IOException e) {
      throw new TlsSettingsException(
          "tls.clientCertificate: " + settings.clientCertificate() + " cannot be used", e);
    }
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
