package dev.edgeagent.action.builtin;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionRegistry;
import java.util.List;

/** All actions that come with tea. */
public final class BuiltInActions {

  private BuiltInActions() {}

  /** New ones: an action is made once for each run. */
  public static List<Action> all() {
    return List.of(
        new LlmCall(),
        new LlmChat(),
        new LlmStream(),
        new LlmEmbed(),
        new LlmSimilarity(),
        new LlmTools(),
        new JsonParse(),
        new JsonStringify(),
        HttpAction.get(),
        HttpAction.post(),
        HttpAction.put(),
        HttpAction.delete(),
        new ShellRun(),
        new FileRead(),
        new FileWrite(),
        new FileExists(),
        new FileList(),
        new FileDelete(),
        new MemoryStore(),
        new MemoryRetrieve(),
        new SecretsGet(),
        new SecretsHas(),
        new Notify(),
        new JsonTransform(),
        new CsvParse(),
        new CsvStringify(),
        new DataFilter(),
        new DataMerge(),
        new TemplateRender(),
        new DataValidate());
  }

  /** The same by name. */
  public static ActionRegistry registry() {
    return new ActionRegistry(all());
  }
}
