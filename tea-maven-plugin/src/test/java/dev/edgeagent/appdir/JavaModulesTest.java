package dev.edgeagent.appdir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JavaModulesTest {
  @TempDir Path directory;

  /** A jar with a class of the tests that uses java.xml and java.sql, and manifest attributes. */
  private Path jar(String name, String... attributes) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    for (int i = 0; i < attributes.length; i += 2) {
      manifest.getMainAttributes().putValue(attributes[i], attributes[i + 1]);
    }
    Path jar = directory.resolve(name);
    String entry = NeedsModules.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.putNextEntry(new ZipEntry(entry));
      NeedsModules.class.getResourceAsStream("/" + entry).transferTo(out);
    }
    return jar;
  }

  /** What jdeps is to see. */
  static final class NeedsModules {
    java.sql.Connection connection;
    org.xml.sax.InputSource source;
  }

  @Test
  void areThoseThatTheCodeUses() throws Exception {
    assertThat(new JavaModules(JdkOfThisMachine.orSkip()).of(List.of(jar("a.jar"))))
        .containsExactly("java.base", "java.sql", "java.xml");
  }

  @Test
  void areCorrectedByTheManifests() throws Exception {
    List<Path> jars =
        List.of(
            jar("a.jar", "Tea-Omit-Modules", "java.sql, java.desktop"),
            jar("b.jar", "Tea-Add-Modules", " java.net.http,jdk.unsupported"));

    assertThat(new JavaModules(JdkOfThisMachine.orSkip()).of(jars))
        .containsExactly("java.base", "java.net.http", "java.xml", "jdk.unsupported");
  }
}
