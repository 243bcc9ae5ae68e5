package dev.edgeagent.cli;

import dev.edgeagent.cli.doctor.Finding;
import dev.edgeagent.cli.doctor.Findings;
import dev.edgeagent.cli.doctor.Installation;
import dev.edgeagent.cli.doctor.LoadCheck;
import dev.edgeagent.cli.doctor.Machine;
import dev.edgeagent.cli.doctor.ModelChecks;
import dev.edgeagent.llm.Backends;
import dev.edgeagent.llm.api.OpenAiApi;
import dev.edgeagent.workflow.WorkflowException;
import java.util.ArrayList;
import java.util.List;

/** {@code tea doctor}: whether tea can work here. */
final class DoctorCommand {

  private DoctorCommand() {}

  static int run(Arguments arguments, Context context) throws UsageException, WorkflowException {
    arguments.refuseOperands();
    String format = arguments.word("format", ModelCommands.REPORT_FORMATS);
    var notes = new Notes(arguments, context);
    var locator = Models.locator(arguments, context, notes::warn);
    List<Finding> all = new ArrayList<>();
    all.addAll(
        new Installation(
                Version.current(), context.environment(), context.cacheHome().resolve("tea"))
            .check());
    all.addAll(new Machine(Models.natives(context)).check());
    all.addAll(
        new ModelChecks(
                locator, new OpenAiApi(context.environment(), notes::warn), context.environment())
            .check());
    if (arguments.has("load")) {
      try (Backends backends = Models.open(arguments, context, notes::warn, notes::say)) {
        all.add(LoadCheck.of(backends));
      } catch (InterruptedException e) {
        return Main.INTERRUPTED;
      }
    }
    var findings = new Findings(all);
    context.out().print(format.equals("json") ? findings.json() : findings.text());
    return findings.areFine() ? Main.DONE : Main.FAILED;
  }
}
