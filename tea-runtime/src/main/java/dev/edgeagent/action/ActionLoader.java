package dev.edgeagent.action;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;

/**
 * A user's own actions: the classes that JARs name in {@value #SERVICES}.
 *
 * <p>The JARs of one directory see each other and tea's classes, so that an action's libraries can
 * lie beside it. They do not see the JARs of another directory.
 */
public final class ActionLoader {

  static final String SERVICES = "META-INF/services/dev.edgeagent.action.Action";

  private ActionLoader() {}

  /**
   * The actions that come with tea and a user's own, those of the directories and of the class
   * path.
   *
   * <p>The class path is searched only if nobody else has one of the actions that are wanted: that
   * opens every JAR on it, and takes a quarter of the time of a short run.
   *
   * @param builtIn those that come with tea
   * @param wanted the names of the actions that a workflow uses
   * @throws ActionException as {@link #load} does, or if two actions have one name
   */
  public static ActionRegistry registry(
      ActionRegistry builtIn, List<Path> directories, Collection<String> wanted)
      throws ActionException {
    ActionRegistry registry = builtIn.with(load(directories));
    return registry.names().containsAll(wanted) ? registry : registry.with(onClassPath());
  }

  /**
   * The actions of directories, in the order of the JARs' names.
   *
   * @param directories of JARs; those in directories inside of them are not looked at
   * @throws ActionException if a directory is missing or has no action, or a JAR or class in it
   *     cannot be used; it names the file
   */
  public static List<Action> load(List<Path> directories) throws ActionException {
    List<Action> actions = new ArrayList<>();
    for (Path directory : directories) {
      actions.addAll(in(directory));
    }
    return actions;
  }

  /**
   * The actions of the JARs that Java was started with.
   *
   * @throws ActionException if one of them cannot be used; it names the file
   */
  public static List<Action> onClassPath() throws ActionException {
    ClassLoader tea = Action.class.getClassLoader();
    try {
      return named(Collections.list(tea.getResources(SERVICES)), tea);
    } catch (IOException e) {
      throw new ActionException(
          "the class path cannot be searched for actions: " + e.getMessage(), "correct it", e);
    }
  }

  private static List<Action> in(Path directory) throws ActionException {
    List<Path> jars = jars(directory);
    // Never closed: actions load further classes while they run.
    var loader = new URLClassLoader(urls(jars), Action.class.getClassLoader());
    try {
      List<Action> actions = named(Collections.list(loader.findResources(SERVICES)), loader);
      if (actions.isEmpty()) {
        throw new ActionException(
            directory + ": none of its JARs (" + jars.size() + ") names an action",
            "list the class in " + SERVICES + " of its JAR");
      }
      return actions;
    } catch (IOException e) {
      throw unreadable(directory, e);
    }
  }

  /** Sorted by name, each one opened once: a class loader passes over a damaged JAR in silence. */
  private static List<Path> jars(Path directory) throws ActionException {
    if (!Files.isDirectory(directory)) {
      throw new ActionException(
          directory + (Files.exists(directory) ? " is not a directory" : " does not exist"),
          "give the directory that your actions' JARs are in: --actions DIR");
    }
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        if (entry.toString().toLowerCase(Locale.ROOT).endsWith(".jar")) {
          jars.add(entry);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw unreadable(directory, e);
    }
    if (jars.isEmpty()) {
      throw new ActionException(
          directory + " has no JAR in it", "put your actions' JARs there, or correct --actions");
    }
    Collections.sort(jars);
    for (Path jar : jars) {
      try {
        new JarFile(jar.toFile()).close();
      } catch (IOException e) {
        throw new ActionException(
            jar + " cannot be read as a JAR: " + e.getMessage(), "build or copy it again", e);
      }
    }
    return jars;
  }

  private static ActionException unreadable(Path directory, Exception e) {
    return new ActionException(
        directory + " cannot be read: " + e.getMessage(), "make it readable", e);
  }

  private static URL[] urls(List<Path> jars) {
    try {
      URL[] urls = new URL[jars.size()];
      for (int i = 0; i < urls.length; i++) {
        urls[i] = jars.get(i).toUri().toURL();
      }
      return urls;
    } catch (MalformedURLException e) {
      throw new IllegalStateException("a file always has a URL", e);
    }
  }

  private static List<Action> named(List<URL> services, ClassLoader loader) throws ActionException {
    List<Action> actions = new ArrayList<>();
    for (URL service : services) {
      Path jar = ActionOrigin.file(service);
      try {
        for (Action action : ServiceLoader.load(Action.class, new OneService(service, loader))) {
          actions.add(described(action));
        }
      } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
        throw new ActionException(
            jar + ": an action in it cannot be used: " + reason(e),
            "check "
                + SERVICES
                + " in it, build it with --release 25 against this version of tea, and put the"
                + " libraries that it needs beside it",
            e);
      }
    }
    return actions;
  }

  /** The action, if it says of itself what an action must; else its author hears it here. */
  private static Action described(Action action) {
    Object[] said = {action.name(), action.description(), action.parameters()};
    for (Object value : said) {
      if (value == null) {
        throw new IllegalStateException(
            action.getClass().getName() + " has null as name, description or parameters");
      }
    }
    return action;
  }

  private static String reason(Throwable error) {
    if (!(error instanceof ServiceConfigurationError)) {
      return error.toString();
    }
    String type = Action.class.getName();
    String text =
        String.valueOf(error.getMessage())
            .replace(type + ": ", "")
            .replace("not a subtype", "does not implement " + type);
    return error.getCause() == null ? text : text + ": " + error.getCause();
  }

  /** Sees the classes of another loader, but only one of its lists of services. */
  private static final class OneService extends ClassLoader {
    private final URL service;

    OneService(URL service, ClassLoader classes) {
      super(classes);
      this.service = service;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return name.equals(SERVICES)
          ? Collections.enumeration(List.of(service))
          : super.getResources(name);
    }
  }
}
