package dev.edgeagent.cli;

import dev.edgeagent.cli.licenses.Component;
import dev.edgeagent.cli.licenses.LicenseTexts;
import dev.edgeagent.workflow.NearestName;
import dev.edgeagent.workflow.WorkflowException;
import java.io.IOException;
import java.util.List;

/** {@code tea licenses}: under which terms all this is. */
final class LicensesCommand {

  private LicensesCommand() {}

  static int run(Arguments arguments, Context context) throws UsageException, WorkflowException {
    String name = arguments.optionalOperand().orElse("");
    LicenseTexts texts = texts(context);
    if (arguments.has("all")) {
      context.out().print(LicenseTexts.texts(texts.components()));
    } else if (name.isEmpty()) {
      context.out().print(texts.list());
    } else {
      List<Component> named = texts.named(name);
      if (named.isEmpty()) {
        throw new UsageException(
            "there is no licence of '" + name + "'",
            NearestName.fix(name, texts.names(), "tea licenses lists what there is"));
      }
      context.out().print(LicenseTexts.texts(named));
    }
    context.err().println("from " + texts.source());
    return Main.DONE;
  }

  private static LicenseTexts texts(Context context) throws WorkflowException {
    try {
      return LicenseTexts.of(context.variable("APPDIR"), Version.current());
    } catch (IOException e) {
      throw new WorkflowException(
          null,
          "the licences cannot be read: " + e,
          "get the AppImage again: it may be damaged",
          e);
    }
  }
}
