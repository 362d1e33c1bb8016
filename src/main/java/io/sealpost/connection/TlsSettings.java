package io.sealpost.connection;

import io.sealpost.signature.Secret;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * TLS towards an endpoint. Files are PEM or PKCS12, absolute by now.
 *
 * @param minVersion {@code TLSv1.2} or {@code TLSv1.3}
 * @param trust certificates to trust instead of the JVM's own, or null
 * @param clientCertificate chain to present, or null
 * @param clientKey its PKCS#8 key, or null where the certificate file is PKCS12
 * @param password of the PKCS12 file or the encrypted key, or null
 */
public record TlsSettings(
    String minVersion,
    @Nullable Path trust,
    @Nullable Path clientCertificate,
    @Nullable Path clientKey,
    @Nullable Secret password) {
  public static final TlsSettings DEFAULT = new TlsSettings("TLSv1.2", null, null, null, null);
}
