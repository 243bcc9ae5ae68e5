package dev.edgeagent.cli;

import dev.edgeagent.workflow.WorkflowException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code {{ secrets.x }}} stands for. */
final class Secrets {

  private Secrets() {}

  /** {@code --secrets}, and over it the variables that {@code --secrets-env} names. */
  static Map<String, Object> of(Arguments arguments, Context context)
      throws WorkflowException, UsageException {
    Map<String, Object> secrets = new LinkedHashMap<>();
    @Nullable String given = arguments.text("secrets").orElse(null);
    if (given != null) {
      secrets.putAll(ObjectOption.SECRETS.read(given, context.in()));
    }
    @Nullable String prefix = arguments.text("secrets-env").orElse(null);
    if (prefix != null) {
      if (prefix.isEmpty()) {
        throw new UsageException(
            "--secrets-env needs a prefix: all variables of the process are not secrets",
            "tea run ... --secrets-env TEA_SECRET_");
      }
      context
          .environment()
          .forEach(
              (name, value) -> {
                if (name.startsWith(prefix) && name.length() > prefix.length()) {
                  secrets.put(name.substring(prefix.length()).toLowerCase(Locale.ROOT), value);
                }
              });
    }
    return secrets;
  }
}
