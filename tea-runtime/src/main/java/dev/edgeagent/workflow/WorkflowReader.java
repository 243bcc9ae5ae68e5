package dev.edgeagent.workflow;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A workflow file to its records. What the file says in a form that nobody understands is an error
 * at its place; all of them are found at once.
 */
public final class WorkflowReader {

  private static final Set<String> KEYS =
      Set.of(
          "name",
          "description",
          "version",
          "state_schema",
          "initial_state",
          "variables",
          "data",
          "settings",
          "nodes",
          "edges",
          "config",
          "metadata");

  /** What the references know and tea does not. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "imports",
          "error_policy",
          "observability",
          "extraction_schema",
          "validation_constraints",
          "semantic_probes",
          "output_schema",
          "input_schema",
          "endpoint");

  private final Problems problems;

  /**
   * The files that are being read, the outermost first, links followed: a subgraph must be none of
   * them.
   */
  private final List<Path> open;

  /** The directory of the file, as the user named it. */
  private final Path directory;

  private final Map<Path, Workflow> subgraphs;

  private WorkflowReader(
      Problems problems, List<Path> open, Path directory, Map<Path, Workflow> subgraphs) {
    this.problems = problems;
    this.open = open;
    this.directory = directory;
    this.subgraphs = subgraphs;
  }

  /**
   * @param file a YAML file in UTF-8
   * @throws WorkflowException if it cannot be read, or is not a workflow
   */
  public static Workflow read(Path file) throws WorkflowException {
    var problems = new Problems();
    Workflow workflow = read(file, List.of(), problems);
    problems.throwIfAny();
    return Objects.requireNonNull(workflow);
  }

  /**
   * @param overlays YAML files that are laid over the workflow, the last one winning; maps are
   *     merged key by key
   * @param problems takes all that is wrong
   * @return what could be understood; null if it is not even a document
   */
  public static @Nullable Workflow read(Path file, List<Path> overlays, Problems problems) {
    return problems.attempt(() -> readFile(file, overlays, problems, List.of(), new HashMap<>()));
  }

  /** The workflow that a node of this one runs; it is read once, however many nodes run it. */
  Workflow subgraph(Path path, Position position) throws WorkflowException {
    Path file = directory.resolve(path).normalize();
    if (!Files.isRegularFile(file)) {
      throw new WorkflowException(
          position,
          "subgraph " + path + ": no such file",
          "give the path from this workflow's directory");
    }
    Path real = real(file);
    if (open.contains(real)) {
      throw new WorkflowException(
          position,
          "the subgraph " + path + " runs itself",
          "let the inner workflow be another file");
    }
    Workflow known = subgraphs.get(real);
    if (known == null) {
      known = readFile(file, List.of(), problems, open, subgraphs);
      subgraphs.put(real, known);
    }
    return known;
  }

  /** The file itself, whatever links lead to it. */
  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) { // a pipe has no path
      return file.toAbsolutePath().normalize();
    }
  }

  private static Workflow readFile(
      Path file,
      List<Path> overlays,
      Problems problems,
      List<Path> open,
      Map<Path, Workflow> subgraphs)
      throws WorkflowException {
    YamlMap document =
        YamlMap.document(
            file.toString(),
            text(file, "workflow", "give the path of a workflow in YAML: tea run FILE.yaml"));
    for (Path overlay : overlays) {
      document =
          document.overlaid(
              YamlMap.document(
                  overlay.toString(), text(overlay, "overlay", "check the path after --overlay")));
    }
    List<Path> chain = new ArrayList<>(open);
    chain.add(real(file));
    Path directory = file.getParent() == null ? Path.of("") : file.getParent();
    return new WorkflowReader(problems, chain, directory, subgraphs).read(file, document);
  }

  private static String text(Path file, String what, String fix) throws WorkflowException {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new WorkflowException(
          new Position(file.toString(), 1, 1),
          "not UTF-8 text",
          "save the " + what + " as UTF-8",
          e);
    } catch (IOException e) {
      String why =
          !Files.exists(file)
              ? "no such file"
              : Files.isDirectory(file) ? "is a directory" : "cannot be read";
      throw new WorkflowException(null, what + " " + file + ": " + why, fix, e);
    }
  }

  private Workflow read(Path file, YamlMap document) throws WorkflowException {
    for (String key : ELSEWHERE) {
      if (document.has(key)) {
        problems.warn(
            document.keyPosition(key),
            "'" + key + "' is not supported and ignored",
            key.equals("imports") ? "actions of your own come from --actions DIR" : "");
      }
    }
    document.without(ELSEWHERE).warnOfUnknown(KEYS, problems);
    var settings = new SettingsReader(problems);
    String name = problems.attempt(() -> document.string("name"));
    String description = problems.attempt(() -> document.string("description"));
    Settings read = problems.attempt(() -> settings.settings(document));
    Node.Failure failure = problems.attempt(() -> settings.errorHandling(document));
    Config config = problems.attempt(() -> settings.config(document));
    var nodeReader = new NodeReader(problems, this, failure == null ? Node.Failure.RAISE : failure);
    List<Node> nodes = problems.attempt(() -> nodes(document, nodeReader));
    List<Edge> edges = problems.attempt(() -> new EdgeReader(problems).readAll(document));
    return new Workflow(
        file,
        name == null ? String.valueOf(file.getFileName()) : name,
        description == null ? "" : description,
        map(document, "state_schema"),
        map(document, "initial_state"),
        map(document, "variables"),
        map(document, "data"),
        read == null
            ? new Settings(
                Map.of(), Settings.DEFAULT_MAX_ITERATIONS, true, null, null, document.places())
            : read,
        config == null ? Config.NONE : config,
        nodes == null ? List.of() : nodes,
        edges == null ? List.of() : edges);
  }

  private List<Node> nodes(YamlMap document, NodeReader reader) throws WorkflowException {
    if (document.list("nodes").isEmpty()) {
      throw new WorkflowException(
          document.position("nodes"),
          "the workflow has no nodes",
          "add a list 'nodes:' with at least one node");
    }
    return reader.readAll(document, "nodes");
  }

  private Map<String, Object> map(YamlMap document, String key) {
    Map<String, Object> map = problems.attempt(() -> document.map(key));
    return map == null ? Map.of() : map;
  }
}
