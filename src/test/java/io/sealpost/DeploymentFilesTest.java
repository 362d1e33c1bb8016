package io.sealpost;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.broker.Queues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** {@code docker-compose.yml} and {@code Dockerfile}, held against what Sealpost understands. */
class DeploymentFilesTest {
  private final Map<String, Map<String, Object>> services = services();
  private final String dockerfile = read("Dockerfile");

  @Test
  void everyEnvironmentVariableIsASetting() {
    Set<String> known =
        Sealpost.defaults().stringPropertyNames().stream()
            .map(key -> key.toUpperCase(Locale.ROOT).replace('.', '_'))
            .collect(Collectors.toSet());

    assertThat(environment("sealpost").keySet()).isNotEmpty().isSubsetOf(known);
    assertThat(matches(dockerfile, "(?m)^ENV (\\w+)=")).isNotEmpty().isSubsetOf(known);
  }

  @Test
  void portsAreTheShippedOnesAndOnlyOnLoopback() {
    String observe = Sealpost.defaults().getProperty("sealpost.observe.port");
    String broker = Sealpost.defaults().getProperty("sealpost.broker.port");

    assertThat(services.get("sealpost"))
        .containsEntry("ports", List.of("127.0.0.1:" + observe + ":" + observe));
    assertThat(services.get("broker"))
        .containsEntry("ports", List.of("127.0.0.1:" + broker + ":" + broker));
    assertThat(environment("sealpost"))
        .containsEntry("SEALPOST_BROKER_URL", "tcp://broker:" + broker)
        .containsEntry("SEALPOST_OBSERVE_PORT", observe);
    assertThat(matches(dockerfile, "(?m)^EXPOSE (\\d+)$")).containsExactly(observe);
    assertThat(dockerfile)
        .contains("/dev/tcp/127.0.0.1/" + observe)
        .contains("GET /observe/health/live ");
  }

  @Test
  void brokerAndSealpostAgreeOnTheUserAndNoPasswordIsWrittenDown() {
    String required = "${SEALPOST_BROKER_PASSWORD:?set it to a password of your choice}";

    assertThat(environment("sealpost"))
        .containsEntry("SEALPOST_BROKER_USERNAME", environment("broker").get("ARTEMIS_USER"))
        .containsEntry("SEALPOST_BROKER_PASSWORD", required);
    assertThat(environment("broker")).containsEntry("ARTEMIS_PASSWORD", required);
  }

  @Test
  void theBrokerKeepsMessagesAsTheEmbeddedOneDoes() throws Exception {
    Properties options = new Properties();
    for (String option :
        String.valueOf(environment("broker").get("JAVA_ARGS_APPEND")).split(" ", -1)) {
      String[] pair = option.substring("-D".length()).split("=", 2);
      options.setProperty(pair[0], pair[1]);
    }
    ConfigurationImpl broker = new ConfigurationImpl();
    broker.parsePrefixedProperties(options, "brokerconfig.");
    AddressSettings settings = broker.getAddressSettings().get("#");

    assertThat(settings.getMaxDeliveryAttempts()).isEqualTo(-1);
    assertThat(settings.getRedeliveryDelay()).isEqualTo(1000);
    assertThat(settings.isAutoDeleteQueues()).isFalse();
    assertThat(settings.isAutoDeleteAddresses()).isFalse();
    // Without a queue on it, either address would keep nothing.
    assertThat((Object) settings.getDeadLetterAddress()).hasToString(Queues.BROKER_DEAD);
    assertThat(settings.isAutoCreateDeadLetterResources()).isTrue();
    assertThat((Object) settings.getExpiryAddress()).hasToString(Queues.BROKER_EXPIRED);
    assertThat(settings.isAutoCreateExpiryResources()).isTrue();
  }

  @Test
  void theFoldersOfTheImageAreTheMountedOnes() {
    assertThat(dockerfile)
        .contains("[\"run\", \"--config\", \"/etc/sealpost\", \"--data\", \"/var/lib/sealpost\"]")
        .containsPattern("(?m)^USER sealpost$");
    assertThat(services.get("sealpost"))
        .containsEntry("read_only", true)
        .extractingByKey("volumes")
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .contains("./config:/etc/sealpost:ro", "sealpost:/var/lib/sealpost");
  }

  @Test
  void whatTheDockerfileCopiesIsThere() {
    List<String> copied = matches(dockerfile, "(?m)^COPY (?!--from)(\\S+) ");

    assertThat(copied).isNotEmpty().allSatisfy(file -> assertThat(Path.of(file)).exists());
    assertThat(read(".dockerignore").lines().toList())
        .contains("*")
        .containsAll(copied.stream().map(file -> "!" + file).toList());
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Map<String, Object>> services() {
    Load yaml = new Load(LoadSettings.builder().build());
    Map<String, Object> file =
        (Map<String, Object>) yaml.loadFromString(read("docker-compose.yml"));
    return (Map<String, Map<String, Object>>) file.get("services");
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> environment(String service) {
    return (Map<String, Object>) services.get(service).get("environment");
  }

  private static List<String> matches(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new IllegalStateException(file + " is not there", e);
    }
  }
}
