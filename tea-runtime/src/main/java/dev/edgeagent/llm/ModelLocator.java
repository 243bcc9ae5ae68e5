package dev.edgeagent.llm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the model to use: {@code --gguf}, {@code TEA_MODEL_PATH}, the node's {@code model_path},
 * {@code settings.llm.model_path}, {@code $APPDIR/usr/share/models}, {@code ~/.cache/tea/models}. A
 * path that is given but does not exist is a warning, and the next place is tried; of several
 * models in a directory {@code TEA_MODEL} names the one to take. A {@code TEA_MODEL_PATH} inside
 * {@code $APPDIR} is AppRun's, not the user's, and comes where {@code $APPDIR} does.
 */
public final class ModelLocator {

  /** Preferred in this order where a directory has several models, as the reference does. */
  private static final List<String> KNOWN_MODELS =
      List.of(
          "gemma-3-1b-it-Q8_0.gguf",
          "microsoft_Phi-4-mini-instruct-Q3_K_S.gguf",
          "gemma-3n-E4B-it-Q4_K_M.gguf");

  private static final String MODELS_IN_APPDIR = "usr/share/models";

  private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)}|(\\w+))");

  private final Map<String, String> environment;
  private final @Nullable Path gguf;
  private final Consumer<String> warn;

  /**
   * @param environment the process's variables
   * @param gguf the command line's {@code --gguf}; null if it is not given
   * @param warn takes one line for each path that leads nowhere
   */
  public ModelLocator(Map<String, String> environment, @Nullable Path gguf, Consumer<String> warn) {
    this.environment = environment;
    this.gguf = gguf;
    this.warn = warn;
  }

  /**
   * @param nodePath the node's {@code model_path}; null if it has none
   * @param settingsPath {@code settings.llm.model_path}; null if there is none
   * @throws ModelException that lists where it looked, if there is no model
   */
  public Path locate(@Nullable String nodePath, @Nullable String settingsPath)
      throws ModelException {
    if (gguf != null) {
      if (Files.exists(gguf)) {
        return gguf;
      }
      throw new ModelException("--gguf " + gguf + ": no such file", "give the path of a GGUF file");
    }
    List<String> looked = new ArrayList<>();
    String variable = environment.get("TEA_MODEL_PATH");
    Path found = isBundled(variable) ? null : given("TEA_MODEL_PATH", variable, looked);
    found = found != null ? found : given("model_path", nodePath, looked);
    found = found != null ? found : given("settings.llm.model_path", settingsPath, looked);
    String appDir = environment.get("APPDIR");
    if (found == null && isBundled(variable)) {
      found = given("TEA_MODEL_PATH", variable, looked);
    }
    if (found == null && appDir != null) {
      found = inDirectory(Path.of(appDir, MODELS_IN_APPDIR), looked);
    }
    found = found != null ? found : inDirectory(cache(environment).resolve("models"), looked);
    if (found != null) {
      return found;
    }
    throw new ModelException(
        "no model found; looked at " + String.join(", ", looked),
        "set TEA_MODEL_PATH to a GGUF file, or give --gguf FILE");
  }

  /**
   * A place where models are looked for when no workflow names one.
   *
   * @param name of the option, variable or directory
   * @param models that are there
   */
  public record Place(String name, List<Path> models) {
    public Place {
      models = List.copyOf(models);
    }
  }

  /**
   * All places, in the order in which {@link #locate} looks at them; it takes the first that has a
   * model.
   *
   * @throws ModelException if a directory cannot be read, or a variable is not a path
   */
  public List<Place> places() throws ModelException {
    List<Place> places = new ArrayList<>();
    List<String> ignored = new ArrayList<>();
    places.add(new Place("--gguf", gguf == null ? List.of() : List.of(gguf)));
    String variable = environment.get("TEA_MODEL_PATH");
    Path given = isBundled(variable) ? null : given("TEA_MODEL_PATH", variable, ignored);
    places.add(new Place("TEA_MODEL_PATH", given == null ? List.of() : List.of(given)));
    String appDir = environment.get("APPDIR");
    if (appDir != null) {
      Path inImage = Path.of(appDir, MODELS_IN_APPDIR);
      places.add(new Place(inImage.toString(), models(inImage)));
    }
    Path inCache = cache(environment).resolve("models");
    places.add(new Place(inCache.toString(), models(inCache)));
    return places;
  }

  /** Whether this is an AppImage with a model in it. */
  boolean hasBundledModel() throws ModelException {
    String appDir = environment.get("APPDIR");
    return appDir != null && !models(Path.of(appDir, MODELS_IN_APPDIR)).isEmpty();
  }

  /** Whether AppRun has set the variable, to the model of the AppImage, rather than a user. */
  private boolean isBundled(@Nullable String variable) {
    String appDir = environment.get("APPDIR");
    return variable != null
        && appDir != null
        && variable.startsWith(appDir + "/" + MODELS_IN_APPDIR + "/");
  }

  private @Nullable Path given(String source, @Nullable String value, List<String> looked)
      throws ModelException {
    if (value == null || value.isBlank()) {
      looked.add(source + " (not set)");
      return null;
    }
    Path path;
    try {
      path = Path.of(expanded(value, environment));
    } catch (InvalidPathException e) {
      throw new ModelException(
          source + " is not a path: " + e.getMessage(), "give the path of a GGUF file", e);
    }
    if (Files.exists(path)) {
      return path;
    }
    looked.add(source + " (" + path + ": no such file)");
    warn.accept(
        "warning: " + source + " is set to " + path + ", which does not exist; looking elsewhere");
    return null;
  }

  private @Nullable Path inDirectory(Path directory, List<String> looked) throws ModelException {
    List<Path> models = models(directory);
    if (models.isEmpty()) {
      looked.add(
          directory + (Files.isDirectory(directory) ? " (no *.gguf)" : " (no such directory)"));
      return null;
    }
    String wanted = environment.get("TEA_MODEL");
    if (wanted != null && !wanted.isBlank()) {
      for (Path model : models) {
        String name = String.valueOf(model.getFileName());
        if (name.equals(wanted) || name.equals(wanted + ".gguf")) {
          return model;
        }
      }
      throw new ModelException(
          "TEA_MODEL is " + wanted + ", and " + directory + " has " + names(models),
          "set TEA_MODEL to one of these names, or unset it");
    }
    for (String known : KNOWN_MODELS) {
      Path model = directory.resolve(known);
      if (models.contains(model)) {
        return model;
      }
    }
    if (models.size() == 1) {
      return models.getFirst();
    }
    throw new ModelException(
        directory + " has several models: " + names(models),
        "set TEA_MODEL to the name of one of them");
  }

  private static List<Path> models(Path directory) throws ModelException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".gguf")).sorted().toList();
    } catch (IOException e) {
      throw new ModelException(
          "the models' directory " + directory + " cannot be read: " + e.getMessage(),
          "check its permissions",
          e);
    }
  }

  private static String names(List<Path> models) {
    return String.join(
        ", ", models.stream().map(model -> String.valueOf(model.getFileName())).toList());
  }

  /** What tea keeps for this user: {@code $XDG_CACHE_HOME/tea}, or {@code ~/.cache/tea}. */
  public static Path cache(Map<String, String> environment) {
    String xdg = environment.get("XDG_CACHE_HOME");
    return xdg != null && xdg.startsWith("/")
        ? Path.of(xdg, "tea")
        : Path.of(
            environment.getOrDefault("HOME", System.getProperty("user.home")), ".cache", "tea");
  }

  /**
   * A path with {@code ~/} at its start and {@code $NAME} or <code>${NAME}</code> anywhere
   * replaced, as a shell would.
   */
  public static String expanded(String path, Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
    String fromHome = path.equals("~") || path.startsWith("~/") ? home + path.substring(1) : path;
    return VARIABLE
        .matcher(fromHome)
        .replaceAll(
            variable -> {
              String name = variable.group(1) != null ? variable.group(1) : variable.group(2);
              return Matcher.quoteReplacement(environment.getOrDefault(name, variable.group()));
            });
  }
}
