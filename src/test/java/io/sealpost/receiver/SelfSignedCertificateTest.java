package io.sealpost.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfSignedCertificateTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private final SelfSignedCertificate made =
      SelfSignedCertificate.forLoopback(Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void itNamesLoopbackAndNothingElse() throws Exception {
    Collection<List<?>> names = made.certificate().getSubjectAlternativeNames();

    assertThat(names)
        .containsExactlyInAnyOrder(
            List.of(2, "localhost"), List.of(7, "127.0.0.1"), List.of(7, "0:0:0:0:0:0:0:1"));
  }

  @Test
  void itIsAnEcP256CertificateThatCanSignNoOthers() throws Exception {
    X509Certificate certificate = made.certificate();

    certificate.verify(certificate.getPublicKey());
    assertThat(certificate.getSigAlgName()).isEqualTo("SHA256withECDSA");
    assertThat(((ECPublicKey) certificate.getPublicKey()).getParams().getOrder().bitLength())
        .isEqualTo(256);
    assertThat(certificate.getBasicConstraints()).as("not a CA").isEqualTo(-1);
  }

  @Test
  void itIsValidFromADayAgoForNinetyDays() {
    assertThat(made.certificate().getNotBefore())
        .isEqualTo(Date.from(NOW.minus(Duration.ofDays(1))));
    assertThat(made.certificate().getNotAfter())
        .isEqualTo(Date.from(NOW.plus(Duration.ofDays(90))));
  }

  @Test
  void thePemFileHoldsTheCertificateAndNoKey(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("receiver.pem");

    made.writePem(file);

    String pem = Files.readString(file);
    assertThat(pem).contains("BEGIN CERTIFICATE").doesNotContain("KEY");
    assertThat(
            CertificateFactory.getInstance("X.509")
                .generateCertificate(
                    new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))))
        .isEqualTo(made.certificate());
  }

  @Test
  void twoAreNeverTheSame() {
    SelfSignedCertificate other =
        SelfSignedCertificate.forLoopback(Clock.fixed(NOW, ZoneOffset.UTC));

    assertThat(other.certificate().getSerialNumber())
        .isNotEqualTo(made.certificate().getSerialNumber());
    assertThat(other.certificate().getPublicKey()).isNotEqualTo(made.certificate().getPublicKey());
  }
}
