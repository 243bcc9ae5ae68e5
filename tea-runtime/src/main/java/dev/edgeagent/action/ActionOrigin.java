package dev.edgeagent.action;

import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Objects;

/** Where an action's class comes from, in words for its author. */
final class ActionOrigin {

  private ActionOrigin() {}

  /** Such as {@code org.example.Greet in greet.jar}. */
  static String of(Action action) {
    Class<?> type = action.getClass();
    CodeSource source = type.getProtectionDomain().getCodeSource();
    CodeSource tea = Action.class.getProtectionDomain().getCodeSource();
    if (Objects.equals(source, tea)) {
      return "one that comes with tea";
    }
    URL location = source == null ? null : source.getLocation();
    return location == null ? type.getName() : type.getName() + " in " + file(location);
  }

  /** The file that holds a class or resource: the path of {@code file:} and {@code jar:} URLs. */
  static Path file(URL url) {
    String text = url.toString();
    String file = text.startsWith("jar:") ? text.substring(4, text.lastIndexOf("!/")) : text;
    return Path.of(URI.create(file));
  }
}
