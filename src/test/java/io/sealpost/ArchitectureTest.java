package io.sealpost;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.sealpost", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  /** Thin adapters say by their names that they are Camel's. */
  private static final String ADAPTERS =
      ".*(Processor|Component|Endpoint|Producer|Language|PropertiesFunction|HealthCheck"
          + "|Camel[A-Za-z]*|DeliveryRoutes|DeliverySteps|DeliveryExchange|EndOfRoute|TrialDelivery|Settling|ExchangeTemplate|ListenerContainer[A-Za-z]*|Jms[A-Za-z]*)"
          + "(\\$.*)?";

  @ArchTest
  static final ArchRule coresAreFreeOfCamel =
      noClasses()
          .that()
          .resideInAnyPackage("io.sealpost.*..")
          .and()
          .haveNameNotMatching(ADAPTERS)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.camel..");

  @ArchTest
  static final ArchRule onlyBrokerDeadletterAndOperatorsToolsKnowJms =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.sealpost",
              "io.sealpost.broker..",
              "io.sealpost.deadletter..",
              "io.sealpost.cli..",
              "io.sealpost.console..")
          .and()
          .haveNameNotMatching(ADAPTERS)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jakarta.jms..");

  @ArchTest
  static final ArchRule onlyTheAttemptLogAndSharedStateKnowSql =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.sealpost.attemptlog..", "io.sealpost.state..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.sql..");

  @ArchTest
  static final ArchRule packagesFormNoCycles =
      slices().matching("io.sealpost.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule nothingReliesOnTheContextClassLoader =
      noClasses().should().callMethod(Thread.class, "getContextClassLoader");
}
