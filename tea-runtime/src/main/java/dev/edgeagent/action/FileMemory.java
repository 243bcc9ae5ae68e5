package dev.edgeagent.action;

import dev.edgeagent.file.AtomicFile;
import dev.edgeagent.json.Json;
import dev.edgeagent.json.JsonException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps values in a JSON file, from run to run, in the form of {@link MemoryEntries}. Several
 * processes may use the file at the same time: each change is made under a lock on {@code
 * NAME.lock} beside it (the file itself is replaced with each change), to what the file then says.
 * A file that is not of that form is an error and stays as it is.
 */
public final class FileMemory implements Memory {

  /** File locks are the process's, not the thread's. */
  private static final ReentrantLock IN_PROCESS = new ReentrantLock();

  private final Path file;
  private final InstantSource clock;

  /**
   * @param file made with the first value
   */
  public FileMemory(Path file, InstantSource clock) {
    this.file = file.toAbsolutePath().normalize();
    this.clock = clock;
  }

  @Override
  public void store(
      String namespace, String key, @Nullable Object value, @Nullable Duration timeToLive)
      throws ActionException {
    IN_PROCESS.lock();
    try {
      Files.createDirectories(file.getParent());
      Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
      try (var channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var _ = channel.lock()) {
        Map<String, Object> values = read();
        var entries = new MemoryEntries(values, clock);
        entries.clean();
        entries.store(namespace, key, value, timeToLive);
        String text = Json.pretty(values) + "\n";
        AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IllegalArgumentException e) {
      throw new ActionException(
          "the value of '" + key + "' cannot be kept as JSON: " + e.getMessage(),
          "leave such values out",
          e);
    } catch (IOException e) {
      throw new ActionException(
          "the memory file " + file + " cannot be written: " + e,
          "check that its directory may be written and has space",
          e);
    } finally {
      IN_PROCESS.unlock();
    }
  }

  @Override
  public Optional<Map<String, Object>> retrieve(String namespace, String key)
      throws ActionException {
    try {
      return new MemoryEntries(read(), clock).retrieve(namespace, key);
    } catch (IOException e) {
      throw new ActionException(
          "the memory file " + file + " cannot be read: " + e, "check its permissions", e);
    }
  }

  /** Nothing: the file is what outlives the process. */
  @Override
  public Map<String, Object> snapshot() {
    return Map.of();
  }

  @Override
  public void restore(Map<String, Object> snapshot) {}

  private Map<String, Object> read() throws IOException, ActionException {
    Map<String, Object> values = new LinkedHashMap<>();
    try {
      if (!(Json.parse(Files.readString(file)) instanceof Map<?, ?> namespaces)) {
        throw damaged("", "not a map of namespaces", null);
      }
      for (Map.Entry<?, ?> namespace : namespaces.entrySet()) {
        String name = (String) namespace.getKey();
        if (!(namespace.getValue() instanceof Map<?, ?> keys)) {
          throw damaged("", "namespace '" + name + "' is not a map", null);
        }
        for (Map.Entry<?, ?> key : keys.entrySet()) {
          if (!(key.getValue() instanceof Map<?, ?> entry && entry.containsKey("value"))) {
            throw damaged("", "'" + key.getKey() + "' in '" + name + "' has no value", null);
          }
        }
        values.put(name, keys);
      }
      return values;
    } catch (NoSuchFileException e) {
      return values;
    } catch (JsonException e) {
      throw damaged(":" + e.line() + ":" + e.column(), String.valueOf(e.getMessage()), e);
    } catch (CharacterCodingException e) {
      throw damaged("", "not UTF-8", e);
    }
  }

  private ActionException damaged(String at, String what, @Nullable Exception cause) {
    return new ActionException(
        file + at + ": no memory file, or a damaged one: " + what,
        "correct it, move it away, or name another file",
        cause);
  }
}
