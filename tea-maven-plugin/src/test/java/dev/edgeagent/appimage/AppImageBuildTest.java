package dev.edgeagent.appimage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgeagent.Arch;
import dev.edgeagent.BuildFailure;
import dev.edgeagent.Sha256;
import dev.edgeagent.appdir.Jdk;
import dev.edgeagent.appdir.JdkOfThisMachine;
import dev.edgeagent.appimage.AppImageRequest.Ingredients;
import dev.edgeagent.fetch.Hub;
import dev.edgeagent.fetch.ModelCache;
import dev.edgeagent.fetch.Models;
import dev.edgeagent.fetch.Progress;
import dev.edgeagent.process.ExternalTool;
import dev.edgeagent.variant.Variant;
import dev.edgeagent.variant.Variants;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole pipeline with the real jlink, JVM and mksquashfs; the program is a stand-in that prints
 * its arguments.
 */
final class AppImageBuildTest {
  private static final Instant TIME = Instant.parse("2026-11-20T00:00:00Z");
  private static final String MAIN =
      """
      package dev.edgeagent.cli;
      public final class Main {
        public static void main(String[] arguments) {
          System.out.println(String.join(" ", arguments) + " " + System.getenv("TEA_MODEL_PATH"));
        }
      }
      """;

  @TempDir Path temporary;
  private Jdk jdk;
  private Ingredients ingredients;

  @BeforeEach
  void setUp() throws Exception {
    jdk = JdkOfThisMachine.orSkip();
    Path runtime = Files.write(temporary.resolve("launcher"), TinyElf.bytes(jdk.arch()));
    ingredients = new Ingredients(runtime, natives(), List.of(runtimeJar(), library()));
  }

  private Path runtimeJar() throws IOException {
    Path source = Files.writeString(temporary.resolve("Main.java"), MAIN);
    Path classes = Files.createDirectory(temporary.resolve("classes"));
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", classes.toString(), source.toString());
    assertThat(result).isZero();
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    Path jar = temporary.resolve("tea-runtime-1.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.putNextEntry(new ZipEntry("dev/edgeagent/cli/Main.class"));
      Files.copy(classes.resolve("dev/edgeagent/cli/Main.class"), out);
      out.putNextEntry(new ZipEntry("META-INF/LICENSE"));
    }
    return jar;
  }

  private Path library() throws IOException {
    Path jar = temporary.resolve("library-2.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("data.txt"));
      out.putNextEntry(new ZipEntry("META-INF/LICENSE"));
    }
    return jar;
  }

  private Path natives() throws IOException {
    Path jar = temporary.resolve("tea-natives.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("libggml-base.so"));
      out.write(TinyElf.bytes(jdk.arch()));
      out.putNextEntry(new ZipEntry("LICENSE"));
      out.write("MIT".getBytes());
    }
    return jar;
  }

  /** A project with one variant and its model. */
  private Path project(String name) throws IOException {
    Path project = Files.createDirectory(temporary.resolve(name));
    byte[] model = ("GGUF" + "weights".repeat(200_000)).getBytes();
    Path file = Files.write(project.resolve("m.gguf"), model);
    Files.writeString(
        project.resolve("variants.yaml"),
        """
        variants:
          - name: tiny
            title: Tiny & small
            artifact: tea-tiny
            model:
              file: tiny.gguf
              bytes: %d
              sha256: %s
              license: {id: MIT, notice: Be kind.}
              sources:
                - path: m.gguf
        """
            .formatted(model.length, Sha256.of(file)));
    return project;
  }

  private AppImageRequest request(Path project, Arch arch) throws Exception {
    Variant variant = Variants.read(project.resolve("variants.yaml")).find(Optional.of("tiny"));
    return new AppImageRequest(
        variant,
        project,
        arch,
        "1.2.3",
        TIME,
        ingredients,
        jdk,
        new Models(
            new ModelCache(temporary.resolve("cache")),
            new Hub(
                URI.create("https://huggingface.co"),
                Optional.empty(),
                true,
                temporary.resolve("hub")),
            ProxySelector.getDefault(),
            Progress.NONE),
        Optional.empty(),
        Optional.empty(),
        project.resolve("target/tea"));
  }

  @Test
  void buildsAnImageThatStartsAndTheSameBytesElsewhere() throws Exception {
    Path project = project("project");

    Image image = new AppImageBuild(request(project, jdk.arch())).run();

    assertThat(image.file())
        .isEqualTo(project.resolve("target/tea/tea-tiny-1.2.3-" + jdk.arch() + ".AppImage"))
        .isExecutable();
    Path unpacked = unpack(image);
    assertThat(entries(unpacked))
        .contains(
            ".DirIcon",
            "AppRun",
            "tea.desktop",
            "tea.svg",
            "usr/bin/tea",
            "usr/lib/fallback/libgcc_s.so.1",
            "usr/lib/libggml-base.so",
            "usr/lib/fallback/libstdc++.so.6",
            "usr/share/applications/tea.desktop",
            "usr/share/doc/tea/LICENSE",
            "usr/share/doc/tea/LICENSE.llama.cpp",
            "usr/share/doc/tea/LICENSE.node-llama-cpp",
            "usr/share/doc/tea/MODEL",
            "usr/share/doc/tea/licenses.md",
            "usr/share/icons/hicolor/scalable/apps/tea.svg",
            "usr/share/metainfo/dev.edgeagent.tea.metainfo.xml",
            "usr/share/models/tiny.gguf",
            "usr/share/models/tiny.gguf.extent",
            "usr/share/tea/jre/bin/java",
            "usr/share/tea/lib/library-2.jar",
            "usr/share/tea/lib/tea-runtime-1.jar",
            "usr/share/tea/tea.jsa");
    assertThat(unpacked.resolve("usr/share/doc/tea/MODEL"))
        .hasContent(
            """
            Tiny & small

            File:     tiny.gguf
            Bytes:    1400004
            SHA-256:  %s
            Source:   m.gguf
            Licence:  MIT

            Be kind.
            """
                .formatted(Sha256.of(project.resolve("m.gguf"))));
    assertThat(new ExternalTool("AppRun", unpacked.resolve("AppRun")).run("a", "b").output())
        .containsExactly("a b " + unpacked.resolve("usr/share/models/tiny.gguf"));
    assertThat(startFromTheArchive(unpacked))
        .anyMatch(line -> line.contains("dev.edgeagent.cli.Main source: shared objects file"));
    givesTheSameBytesElsewhere(image);
  }

  private void givesTheSameBytesElsewhere(Image image) throws Exception {
    Path project = project("a project at another place");
    Image elsewhere = new AppImageBuild(request(project, jdk.arch())).run();

    assertThat(elsewhere.sha256()).isEqualTo(image.sha256());
  }

  @Test
  void refusesAnArchitectureThatItsJavaDoesNotRunOn() throws Exception {
    Arch other = jdk.arch() == Arch.X86_64 ? Arch.AARCH64 : Arch.X86_64;
    AppImageRequest request = request(project("project"), other);

    assertThatThrownBy(() -> new AppImageBuild(request).run())
        .isInstanceOf(BuildFailure.class)
        .hasMessage(
            """
            arch: an AppImage for %s cannot be built with a JDK for %s
              Fix: run this on a machine of that architecture\
            """,
            other, jdk.arch());
  }

  private Path unpack(Image image) throws Exception {
    Path unpacked = temporary.resolve("un packed");
    ExternalTool.find("unsquashfs", Optional.empty(), "apt install squashfs-tools")
        .run("-offset", String.valueOf(Elf.read(image.file()).end()))
        .with("-quiet", "-no-progress", "-dest", unpacked.toString(), image.file().toString())
        .execute();
    return unpacked;
  }

  private static List<String> entries(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.map(file -> directory.relativize(file).toString()).toList();
    }
  }

  /** Refuses to start without the archive, and tells where each class came from. */
  private static List<String> startFromTheArchive(Path appDir) throws Exception {
    Path tea = appDir.resolve("usr/share/tea");
    return new ExternalTool("java", tea.resolve("jre/bin/java"))
        .run("-Xshare:on", "-XX:SharedArchiveFile=" + tea.resolve("tea.jsa"))
        .with("-Xlog:class+load", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED")
        .with("-cp", tea.resolve("lib/tea-runtime-1.jar") + ":" + tea.resolve("lib/library-2.jar"))
        .with("dev.edgeagent.cli.Main")
        .output();
  }
}
