package dev.edgeagent.appdir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgeagent.Arch;
import dev.edgeagent.BuildFailure;
import dev.edgeagent.Sha256;
import dev.edgeagent.appdir.AppDirPlan.BundledModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LicensesTest {
  @TempDir Path directory;
  private Path doc;
  private Path natives;

  @BeforeEach
  void setUp() throws IOException {
    doc = directory.resolve("doc");
    natives = jar("tea-natives.jar", "libllama.v0.5.0.so", "LICENSE");
  }

  /** A jar whose entries hold their own names. */
  private Path jar(String name, String... entries) throws IOException {
    Path jar = directory.resolve(name);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry(entry));
        zip.write((name + "!" + entry).getBytes());
      }
    }
    return jar;
  }

  private AppDirPlan plan(Path... jars) {
    BundledModel model =
        new BundledModel(
            directory.resolve("m.gguf"),
            "tiny.gguf",
            5,
            new Sha256("0".repeat(64)),
            "Tiny | small",
            List.of("m.gguf"),
            "LicenseRef-Tiny",
            Optional.of("Be kind."));
    return new AppDirPlan(
        directory,
        Arch.X86_64,
        "1.2.3",
        Instant.parse("2026-11-20T00:00:00Z"),
        new Jdk(directory, "25.0.3", Arch.X86_64),
        List.of(jars),
        natives,
        model);
  }

  /** The files below a directory and their content. */
  private static Map<String, String> files(Path directory) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(directory)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        files.put(directory.relativize(file).toString(), Files.readString(file));
      }
    }
    return files;
  }

  private Path[] jars() throws IOException {
    return new Path[] {
      jar("tea-runtime-1.2.3-SNAPSHOT.jar", "META-INF/LICENSE", "A.class"),
      jar(
          "jackson-core-2.20.1.jar",
          "META-INF/thirdparty-LICENSE",
          "META-INF/NOTICE",
          "META-INF/LICENSE",
          "META-INF/FastDoubleParser-NOTICE",
          "META-INF/versions/9/LICENSE"),
      jar("commons-cli-1.11.0.jar", "META-INF/NOTICE.txt", "META-INF/LICENSE.txt"),
      jar("snakeyaml-2.5.jar", "META-INF/MANIFEST.MF"),
      jar("jline-reader-4.5.0.jar", "META-INF/MANIFEST.MF"),
      jar("unheard-of.jar", "META-INF/license.md")
    };
  }

  @Test
  void listsEverythingWithItsTexts() throws Exception {
    new Licenses(doc).write(plan(jars()));

    assertThat(doc.resolve("licenses.md"))
        .hasContent(
            """
            # Licences

            What this AppImage holds, and under which terms. The files are relative to this one.

            | component | version | licence | texts |
            |---|---|---|---|
            | tea | 1.2.3 | Apache-2.0 | LICENSE |
            | Tiny \\| small | - | LicenseRef-Tiny | MODEL |
            | llama.cpp, ggml | 0.5.0 | MIT | LICENSE.llama.cpp |
            | node-llama-cpp (build of llama.cpp) | - | MIT | LICENSE.node-llama-cpp |
            | Lua (as built by luajava) | 5.4.7 | MIT | LICENSE.lua, LICENSE.luajava |
            | OpenJDK | 25.0.3 | GPL-2.0-only WITH Classpath-exception-2.0 | ../../tea/jre/legal |
            | tea-runtime | 1.2.3-SNAPSHOT | Apache-2.0 | jars/tea-runtime-1.2.3-SNAPSHOT/LICENSE |
            | jackson-core | 2.20.1 | Apache-2.0 AND BSD-2-Clause AND MIT | jars/jackson-core-2.20.1/FastDoubleParser-NOTICE, jars/jackson-core-2.20.1/LICENSE, jars/jackson-core-2.20.1/NOTICE, jars/jackson-core-2.20.1/thirdparty-LICENSE |
            | commons-cli | 1.11.0 | Apache-2.0 | jars/commons-cli-1.11.0/LICENSE.txt, jars/commons-cli-1.11.0/NOTICE.txt |
            | snakeyaml | 2.5 | Apache-2.0 | Apache-2.0 |
            | jline-reader | 4.5.0 | BSD-3-Clause | LICENSE.jline |
            | unheard-of | - | see the texts | jars/unheard-of/license.md |
            | libstdc++, libgcc_s; libgcc in the launcher | - | GPL-3.0-or-later WITH GCC-exception-3.1 | GPL-3.0, GCC-exception-3.1 |
            | zstd in the launcher | - | BSD-3-Clause | LICENSE.zstd |
            | glibc in the launcher | - | LGPL-2.1-or-later | LGPL-2.1 |
            """);
    assertThat(files(doc).keySet())
        .containsExactly(
            "Apache-2.0",
            "GCC-exception-3.1",
            "GPL-3.0",
            "LGPL-2.1",
            "LICENSE",
            "LICENSE.jline",
            "LICENSE.llama.cpp",
            "LICENSE.lua",
            "LICENSE.luajava",
            "LICENSE.node-llama-cpp",
            "LICENSE.zstd",
            "MODEL",
            "jars/commons-cli-1.11.0/LICENSE.txt",
            "jars/commons-cli-1.11.0/NOTICE.txt",
            "jars/jackson-core-2.20.1/FastDoubleParser-NOTICE",
            "jars/jackson-core-2.20.1/LICENSE",
            "jars/jackson-core-2.20.1/NOTICE",
            "jars/jackson-core-2.20.1/thirdparty-LICENSE",
            "jars/tea-runtime-1.2.3-SNAPSHOT/LICENSE",
            "jars/unheard-of/license.md",
            "licenses.md");
  }

  @Test
  void keepsTheTextsApart() throws Exception {
    new Licenses(doc).write(plan(jars()));

    Map<String, String> files = files(doc);
    assertThat(files.get("LICENSE.llama.cpp"))
        .startsWith("MIT License\n\nCopyright (c) 2023-2026 The ggml authors\n\nPermission is ")
        .endsWith("SOFTWARE.\n");
    assertThat(files)
        .containsEntry("LICENSE.node-llama-cpp", "tea-natives.jar!LICENSE")
        .containsEntry("jars/jackson-core-2.20.1/NOTICE", "jackson-core-2.20.1.jar!META-INF/NOTICE")
        .containsEntry(
            "jars/commons-cli-1.11.0/NOTICE.txt", "commons-cli-1.11.0.jar!META-INF/NOTICE.txt");
    assertThat(files.get("LICENSE.zstd"))
        .contains("Copyright (c) Meta Platforms, Inc. and affiliates.");
    assertThat(files.get("GPL-3.0")).contains("Version 3, 29 June 2007");
    assertThat(files.get("LGPL-2.1")).contains("Version 2.1, February 1999");
    assertThat(files.get("Apache-2.0")).contains("Version 2.0, January 2004");
    assertThat(files.get("GCC-exception-3.1"))
        .startsWith("GCC RUNTIME LIBRARY EXCEPTION\n\nVersion 3.1, 31 March 2009\n");
  }

  @Test
  void givesTheSameFilesForAJarInAnotherOrder() throws Exception {
    new Licenses(doc).write(plan(jar("a-1.jar", "META-INF/NOTICE", "META-INF/LICENSE")));
    Path again = directory.resolve("again");
    new Licenses(again).write(plan(jar("a-1.jar", "META-INF/LICENSE", "META-INF/NOTICE")));

    assertThat(files(again)).isEqualTo(files(doc));
  }

  @Test
  void refusesAJarWithoutALicence() throws IOException {
    Path jar = jar("forgotten-1.jar", "META-INF/NOTICE", "LICENSE");

    assertThatThrownBy(() -> new Licenses(doc).write(plan(jar)))
        .isInstanceOf(BuildFailure.class)
        .hasMessage(
            """
            %s: has no licence in META-INF
              Fix: find out what it is licensed under, and add it to JarLicenses.WITHOUT_TEXT\
            """,
            jar);
  }

  @Test
  void refusesNativesWithoutALicence() throws IOException {
    natives = jar("tea-natives.jar", "libllama.v0.5.0.so");

    assertThatThrownBy(() -> new Licenses(doc).write(plan()))
        .isInstanceOf(BuildFailure.class)
        .hasMessage(
            """
            %s: has no LICENSE
              Fix: build tea-natives again: mvn install -pl tea-natives\
            """,
            natives);
  }
}
