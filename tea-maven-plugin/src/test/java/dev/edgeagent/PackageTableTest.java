package dev.edgeagent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Which package may use which:
 *
 * <pre>
 * maven -> appimage -> {variant, fetch, appdir} -> process -> the words in dev.edgeagent
 * </pre>
 */
@AnalyzeClasses(packages = "dev.edgeagent", importOptions = DoNotIncludeTests.class)
final class PackageTableTest {

  @ArchTest
  static final ArchRule packagesDependInOneDirection =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("maven")
          .definedBy("dev.edgeagent.maven..")
          .layer("appimage")
          .definedBy("dev.edgeagent.appimage..")
          .layer("variant")
          .definedBy("dev.edgeagent.variant..")
          .layer("fetch")
          .definedBy("dev.edgeagent.fetch..")
          .layer("appdir")
          .definedBy("dev.edgeagent.appdir..")
          .layer("process")
          .definedBy("dev.edgeagent.process..")
          .layer("words")
          .definedBy("dev.edgeagent")
          .whereLayer("maven")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("appimage")
          .mayOnlyBeAccessedByLayers("maven")
          .whereLayer("variant")
          .mayOnlyBeAccessedByLayers("appimage", "maven")
          .whereLayer("fetch")
          .mayOnlyBeAccessedByLayers("appimage", "maven")
          .whereLayer("appdir")
          .mayOnlyBeAccessedByLayers("appimage", "maven")
          .whereLayer("process")
          .mayOnlyBeAccessedByLayers("appimage", "variant", "fetch", "appdir")
          .whereLayer("words")
          .mayNotAccessAnyLayer();

  @ArchTest
  static final ArchRule everyClassIsInTheTable =
      classes()
          .should()
          .resideInAnyPackage(
              "dev.edgeagent",
              "dev.edgeagent.maven..",
              "dev.edgeagent.appimage..",
              "dev.edgeagent.variant..",
              "dev.edgeagent.fetch..",
              "dev.edgeagent.appdir..",
              "dev.edgeagent.process..");

  @ArchTest
  static final ArchRule onlyMavenKnowsMaven =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.edgeagent.maven..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.maven..",
              "org.eclipse.aether..",
              "org.codehaus.plexus..",
              "javax.inject..");

  @ArchTest
  static final ArchRule onlyProcessStartsProcesses =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.edgeagent.process..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ProcessBuilder.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Process.class)
          .orShould()
          .callMethod(Runtime.class, "exec", String[].class);
}
