package io.sealpost.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class SecrecyTest {
  private static final List<String> SECRET_KEYS =
      List.of("password", "bearerToken", "apiKey", "treasureApiKey", "userName", "pasword");

  @Test
  void noLogShowsASecretWhatevertItsLevel(@TempDir Path root) {
    TestFolder folder = TestFolder.valid(root);
    folder.write("secrets.yaml", "partnerToken: \"{{file:secrets/partner}}\"\nother: canary\n");
    folder.write("secrets/partner", "canary-partner");
    folder.write(
        "connections/acme.yaml",
        """
        connection: acme
        urlPrefix: https://api.acme.example/v1/
        authType: custom
        authHeaders: {X-Key: canary, X-Other: "{{file:secrets/partner}}"}
        pasword: canary
        signing:
          secrets: ["{{file:secrets/acme}}", canary-two]
        tls: {password: canary}
        """);
    folder.write(
        "activations/welcome.yaml",
        TestFolder.ACTIVATION
            + "customHeaders: {X-Sign: \"${hmac_sha256_hex(canary, ${unix_timestamp})}\"}\n");
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Level before = logger.getLevel();
    CamelContext context = new DefaultCamelContext();
    try {
      log.start();
      logger.addAppender(log);
      logger.setLevel(Level.TRACE);
      PlaceholderResolver resolver = new CamelPlaceholderResolver(context, root);
      List<Problem> problems = TestFolder.reader(resolver).read(root).problems();
      assertThat(problems).isNotEmpty().noneMatch(p -> p.toString().contains("canary"));
    } finally {
      context.stop();
      logger.setLevel(before);
      logger.detachAppender(log);
    }
    assertThat(log.list).isNotEmpty();
    assertThat(log.list).noneMatch(e -> e.getFormattedMessage().contains("canary"));
  }

  @Property(tries = 100)
  void noProblemShowsWhatStandsUnderASecretKey(
      @ForAll @AlphaChars @StringLength(min = 12, max = 30) String secret, @ForAll boolean asNumber)
      throws IOException {
    StringBuilder yaml = new StringBuilder("connection: acme\nauthType: oauth2\n");
    String value = asNumber ? "7" + secret.length() + "4711" : secret;
    SECRET_KEYS.forEach(key -> yaml.append(key).append(": ").append(value).append('\n'));
    yaml.append("signing: {scheme: stripe, secrets: [")
        .append(value)
        .append(", [")
        .append(value)
        .append("]]}\n");
    yaml.append("tls: {password: {a: ").append(value).append("}}\n");
    Path root = Files.createTempDirectory("sealpost");
    List<Problem> problems =
        new TestFolder(root).write("connections/acme.yaml", yaml.toString()).read().problems();
    Files.delete(root.resolve("connections/acme.yaml"));
    Files.delete(root.resolve("connections"));
    Files.delete(root);

    assertThat(problems).hasSizeGreaterThan(6);
    assertThat(problems).noneMatch(p -> p.toString().contains(value));
  }
}
