package dev.edgeagent;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package may use which; ARCHITECTURE.md has the same table for readers. */
@AnalyzeClasses(packages = "dev.edgeagent", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule TABLE =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("cli")
          .definedBy("dev.edgeagent.cli")
          .layer("drawing")
          .definedBy("dev.edgeagent.cli.drawing..")
          .layer("conversation")
          .definedBy("dev.edgeagent.cli.chat..")
          .layer("doctor")
          .definedBy("dev.edgeagent.cli.doctor..")
          .layer("licenses")
          .definedBy("dev.edgeagent.cli.licenses..")
          .layer("model")
          .definedBy("dev.edgeagent.cli.model..")
          .layer("graph")
          .definedBy("dev.edgeagent.graph..")
          .layer("workflow")
          .definedBy("dev.edgeagent.workflow..")
          .layer("action")
          .definedBy("dev.edgeagent.action")
          .layer("builtin")
          .definedBy("dev.edgeagent.action.builtin..")
          .layer("lua")
          .definedBy("dev.edgeagent.lua..")
          .layer("llm")
          .definedBy("dev.edgeagent.llm")
          .layer("llamacpp")
          .definedBy("dev.edgeagent.llm.llamacpp..")
          .layer("chat")
          .definedBy("dev.edgeagent.llm.chat..")
          .layer("grammar")
          .definedBy("dev.edgeagent.llm.grammar..")
          .layer("jllama")
          .definedBy("dev.edgeagent.llm.jllama..")
          .layer("api")
          .definedBy("dev.edgeagent.llm.api..")
          .layer("server")
          .definedBy("dev.edgeagent.server..")
          .layer("template")
          .definedBy("dev.edgeagent.template..")
          .layer("jmespath")
          .definedBy("dev.edgeagent.jmespath..")
          .layer("json")
          .definedBy("dev.edgeagent.json..")
          .layer("file")
          .definedBy("dev.edgeagent.file..")
          .whereLayer("cli")
          .mayOnlyAccessLayers(
              "drawing",
              "conversation",
              "doctor",
              "licenses",
              "model",
              "graph",
              "workflow",
              "action",
              "builtin",
              "llm",
              "llamacpp",
              "jllama",
              "api",
              "chat",
              "server",
              "json",
              "file")
          .whereLayer("drawing")
          .mayOnlyAccessLayers("graph", "workflow", "json")
          .whereLayer("conversation")
          .mayOnlyAccessLayers("llm")
          .whereLayer("doctor")
          .mayOnlyAccessLayers("llm", "llamacpp", "json")
          .whereLayer("licenses")
          .mayNotAccessAnyLayer()
          .whereLayer("model")
          .mayOnlyAccessLayers("llm", "json")
          .whereLayer("graph")
          .mayOnlyAccessLayers("workflow", "template", "action", "lua", "llm", "json", "file")
          .whereLayer("action")
          .mayOnlyAccessLayers("llm", "json", "file")
          .whereLayer("builtin")
          .mayOnlyAccessLayers("action", "llm", "jmespath", "json", "template", "file")
          .whereLayer("jmespath")
          .mayOnlyAccessLayers("json", "template")
          .whereLayer("lua")
          .mayNotAccessAnyLayer()
          .whereLayer("llamacpp")
          .mayOnlyAccessLayers("llm", "chat", "grammar")
          .whereLayer("jllama")
          .mayOnlyAccessLayers("llm", "llamacpp", "chat", "grammar", "file")
          .whereLayer("api")
          .mayOnlyAccessLayers("llm", "json")
          .whereLayer("server")
          .mayOnlyAccessLayers("llm", "json")
          .whereLayer("chat")
          .mayOnlyAccessLayers("llm", "template", "json")
          .whereLayer("grammar")
          .mayOnlyAccessLayers("json")
          .whereLayer("llm")
          .mayOnlyAccessLayers("template")
          .whereLayer("workflow")
          .mayNotAccessAnyLayer()
          .whereLayer("template")
          .mayNotAccessAnyLayer()
          .whereLayer("json")
          .mayNotAccessAnyLayer()
          .whereLayer("file")
          .mayNotAccessAnyLayer();

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("dev.edgeagent.(**)").should().beFreeOfCycles();
}
