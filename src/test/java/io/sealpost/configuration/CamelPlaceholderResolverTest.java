package io.sealpost.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CamelPlaceholderResolverTest {
  @TempDir Path folder;

  private final CamelContext context = new DefaultCamelContext();
  private PlaceholderResolver resolver;

  @BeforeEach
  void start() {
    context.getPropertiesComponent().addPropertiesFunction(new Vault());
    Properties properties = new Properties();
    properties.setProperty("acme.key", "from {{vault:other}}");
    context.getPropertiesComponent().setInitialProperties(properties);
    resolver = new CamelPlaceholderResolver(context, folder);
  }

  @Test
  void theEnvironmentIsRead() throws PlaceholderException {
    assertThat(resolver.resolve("{{env:PATH}}")).isEqualTo(System.getenv("PATH"));
  }

  @Test
  void aMissingVariableIsNamedWithItsPlaceAndFix() {
    assertThatThrownBy(() -> resolver.resolve("ab {{env:SEALPOST_NOT_SET}}"))
        .hasMessage(
            "{{env:SEALPOST_NOT_SET}} has no value; set the environment variable"
                + " SEALPOST_NOT_SET and start again")
        .asInstanceOf(type(PlaceholderException.class))
        .extracting(PlaceholderException::offset)
        .isEqualTo(3);
  }

  @Test
  void aMissingVariableMayHaveADefault() throws PlaceholderException {
    assertThat(resolver.resolve("{{env:SEALPOST_NOT_SET:local}}")).isEqualTo("local");
  }

  @Test
  void filesAreReadRelativeToTheFolder() throws Exception {
    Files.writeString(folder.resolve("secret"), "canary\n");

    assertThat(resolver.resolve("<{{file:secret}}>")).isEqualTo("<canary>");
  }

  @Test
  void vaultFunctionsAreAsked() throws PlaceholderException {
    assertThat(resolver.resolve("{{vault:a/b}}-{{vault:c}}")).isEqualTo("value of a/b-value of c");
  }

  @Test
  void whatAValueContainsIsNeverResolvedAgain() throws Exception {
    Files.writeString(folder.resolve("secret"), "{{env:PATH}} and {{");

    assertThat(resolver.resolve("{{file:secret}}")).isEqualTo("{{env:PATH}} and {{");
    assertThat(resolver.resolve("{{acme.key}}")).isEqualTo("from {{vault:other}}");
  }

  @Test
  void aVaultThatFailsIsNamedWithoutItsDefault() {
    assertThatThrownBy(() -> resolver.resolve("{{vault:broken:canary}}"))
        .hasMessage("{{vault:broken}} could not be looked up: IllegalStateException")
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void unknownFunctionsAndPropertiesAreRefused() {
    assertThatThrownBy(() -> resolver.resolve("{{valt:x}}"))
        .hasMessageContaining("there is no function valt");
    assertThatThrownBy(() -> resolver.resolve("{{no.such.property}}"))
        .hasMessageContaining("set this property in application.properties");
    assertThatThrownBy(() -> resolver.resolve("{{env:PATH")).hasMessageContaining("never closed");
  }

  @Test
  void textWithoutPlaceholdersStaysAsItIs() throws PlaceholderException {
    assertThat(resolver.resolve("a } b }} ${c} {d}")).isEqualTo("a } b }} ${c} {d}");
  }

  private static final class Vault implements PropertiesFunction {
    @Override
    public String getName() {
      return "vault";
    }

    @Override
    public String apply(String remainder) {
      if (remainder.startsWith("broken")) {
        throw new IllegalStateException("the vault is sealed: " + remainder);
      }
      return "value of " + remainder;
    }
  }
}
