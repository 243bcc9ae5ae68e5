package dev.edgeagent.lua;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds Lua's shared library and loads it. It is in the directory that {@code -Dtea.lua.natives}
 * names, or beside llama.cpp's libraries ({@code -Dtea.natives}), where an AppImage has it, or in
 * luajava's jar on the class path.
 */
final class NativeLibrary {

  private static final String FIX =
      "start tea through its AppImage, or set -Dtea.lua.natives=DIR to the directory that holds ";

  private NativeLibrary() {}

  /**
   * @return the library's functions, for as long as the process lives
   * @throws LuaException if there is none for this machine
   */
  static SymbolLookup load() throws LuaException {
    String name = fileName(System.getProperty("os.name"), System.getProperty("os.arch"));
    for (Path directory : directories()) {
      Path file = directory.resolve(name).toAbsolutePath();
      if (Files.isRegularFile(file)) {
        return load(file);
      }
    }
    return loadFromJar(name);
  }

  /** The name in luajava's jar: {@code liblua5464.so} on x86-64 Linux. */
  static String fileName(String system, String architecture) {
    String os = system.toLowerCase(Locale.ROOT);
    boolean arm = architecture.equals("aarch64");
    if (os.startsWith("windows")) {
      return arm ? "lua54arm64.dll" : "lua5464.dll";
    }
    return (arm ? "liblua54arm64" : "liblua5464") + (os.startsWith("mac") ? ".dylib" : ".so");
  }

  private static List<Path> directories() {
    List<Path> directories = new ArrayList<>();
    for (String property : new String[] {"tea.lua.natives", "tea.natives"}) {
      String directory = System.getProperty(property);
      if (directory != null) {
        directories.add(Path.of(directory));
      }
    }
    return directories;
  }

  @SuppressWarnings("restricted") // native code is what this package is for
  private static SymbolLookup load(Path file) throws LuaException {
    try {
      return SymbolLookup.libraryLookup(file, Arena.global());
    } catch (IllegalArgumentException e) {
      throw LuaException.unavailable(
          "Lua's library " + file + " cannot be loaded: " + e.getMessage(),
          "use the file of this machine's architecture, on a file system that is not noexec",
          e);
    }
  }

  /**
   * From a directory that only this user can enter, under a name that nobody knew before, so that
   * nobody else's file is ever loaded; gone again as soon as the library is in memory.
   */
  private static SymbolLookup loadFromJar(String name) throws LuaException {
    try (InputStream resource = NativeLibrary.class.getResourceAsStream("/" + name)) {
      if (resource == null) {
        throw new LuaException(
            LuaException.Kind.UNAVAILABLE, "there is no " + name + " to run Lua", FIX + name, 0);
      }
      Path directory = Files.createTempDirectory("tea-lua-");
      Path file = directory.resolve(name);
      try {
        Files.copy(resource, file);
        return load(file);
      } finally {
        deleteIfPossible(file);
        deleteIfPossible(directory);
      }
    } catch (IOException e) {
      throw LuaException.unavailable(
          "Lua's library cannot be unpacked: " + e.getMessage(), FIX + name, e);
    }
  }

  /** Windows keeps a loaded library's file open. */
  private static void deleteIfPossible(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }
}
