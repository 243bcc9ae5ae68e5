package dev.edgeagent.variant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgeagent.Arch;
import dev.edgeagent.BuildFailure;
import dev.edgeagent.Sha256;
import dev.edgeagent.variant.ModelSource.HuggingFace;
import dev.edgeagent.variant.ModelSource.LocalFile;
import dev.edgeagent.variant.ModelSource.Mirror;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VariantsTest {
  private static final String VALID =
      """
      variants:
        - name: demo
          title: A demo
          artifact: tea-demo
          model:
            file: demo.gguf
            bytes: 42
            sha256: 270cba1bd5109f42d03350f60406024560464db173c0e387d91f0426d3bd256d
            license:
              id: Apache-2.0
            sources:
              - path: models/demo.gguf
        - name: phi4-mini
          aliases: [phi4, phi]
          title: Phi
          artifact: tea-phi4
          model:
            file: phi.gguf
            bytes: 1897332096
            sha256: a1dd4dc181bd94e896a947dbf413f04d9cce2b962a22fe363812a28b5ac34826
            license:
              id: MIT
              notice: Be kind.
            sources:
              - repository: owner/name
                revision: abc
              - path: /models/phi.gguf
              - url: https://mirror.example/phi.gguf
      """;

  @TempDir Path directory;

  private Variants read(String text) throws BuildFailure, IOException {
    return Variants.read(Files.writeString(directory.resolve("variants.yaml"), text));
  }

  private void assertRefused(String text, String message) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(BuildFailure.class).hasMessage(message);
  }

  private void assertRefused(String valid, String replacement, String message) {
    assertThat(VALID).contains(valid);
    assertRefused(VALID.replaceFirst(java.util.regex.Pattern.quote(valid), replacement), message);
  }

  @Test
  void readsEveryKey() throws Exception {
    Sha256 demo = new Sha256("270cba1bd5109f42d03350f60406024560464db173c0e387d91f0426d3bd256d");
    Sha256 phi = new Sha256("a1dd4dc181bd94e896a947dbf413f04d9cce2b962a22fe363812a28b5ac34826");

    assertThat(read(VALID).list())
        .containsExactly(
            new Variant(
                "demo",
                List.of(),
                "A demo",
                "tea-demo",
                new ModelSpec(
                    "demo.gguf",
                    42,
                    demo,
                    new License("Apache-2.0", Optional.empty()),
                    List.of(new LocalFile("models/demo.gguf")))),
            new Variant(
                "phi4-mini",
                List.of("phi4", "phi"),
                "Phi",
                "tea-phi4",
                new ModelSpec(
                    "phi.gguf",
                    1897332096L,
                    phi,
                    new License("MIT", Optional.of("Be kind.")),
                    List.of(
                        new HuggingFace("owner/name", "abc"),
                        new LocalFile("/models/phi.gguf"),
                        new Mirror("https://mirror.example/phi.gguf")))));
  }

  @Test
  void namesTheImageAndTheAddress() throws Exception {
    Variant phi = read(VALID).find(Optional.of("phi4"));

    assertThat(phi.imageName("1.0.0", Arch.AARCH64)).isEqualTo("tea-phi4-1.0.0-aarch64.AppImage");
    assertThat(((HuggingFace) phi.model().sources().get(0)).address("phi.gguf"))
        .hasToString("https://huggingface.co/owner/name/resolve/abc/phi.gguf");
  }

  @Test
  void findsByNameAndAlias() throws Exception {
    Variants variants = read(VALID);

    assertThat(variants.find(Optional.of("phi4-mini")))
        .isSameAs(variants.find(Optional.of("phi")))
        .isSameAs(variants.list().get(1));
  }

  @Test
  void listsWhatExistsWhenNoneIsGiven() throws Exception {
    Variants variants = read(VALID);
    assertThatThrownBy(() -> variants.find(Optional.empty()))
        .isInstanceOf(BuildFailure.class)
        .hasMessage(
            """
            no variant given; variants.yaml has demo, phi4-mini (or phi4, phi)
              Fix: add -Dvariant=demo\
            """);
  }

  @Test
  void listsWhatExistsAndTheNearestOfAWrongName() throws Exception {
    Variants variants = read(VALID);
    assertThatThrownBy(() -> variants.find(Optional.of("phi4-mni")))
        .isInstanceOf(BuildFailure.class)
        .hasMessage(
            """
            variant 'phi4-mni' does not exist; variants.yaml has demo, phi4-mini (or phi4, phi)
              Fix: did you mean -Dvariant=phi4-mini?\
            """);
    assertThatThrownBy(() -> variants.find(Optional.of("llama")))
        .isInstanceOf(BuildFailure.class)
        .hasMessage(
            """
            variant 'llama' does not exist; variants.yaml has demo, phi4-mini (or phi4, phi)
              Fix: use one of these, or add it to variants.yaml\
            """);
  }

  @Test
  void saysWhereItLookedForTheFile() {
    Path file = directory.resolve("variants.yaml");
    assertThatThrownBy(() -> Variants.read(file))
        .isInstanceOf(BuildFailure.class)
        .hasMessage(
            file
                + ": no such file\n"
                + "  Fix: run Maven in the directory that has variants.yaml, or give"
                + " -Dtea.variantsFile=FILE");
  }

  @Test
  void rejectsSha256OfWrongLength() {
    assertRefused(
        "sha256: 2",
        "sha256: ",
        """
        variants.yaml:8:7: variant 'demo': sha256 must be 64 hex digits, got 63
          Fix: copy it from the file's page on Hugging Face, or from sha256sum of a file that you trust\
        """);
  }

  @Test
  void rejectsAnUnknownKeyAndNamesTheNearest() {
    assertRefused(
        "sha256:",
        "sha265:",
        """
        variants.yaml:8:7: variant 'demo': there is no key 'sha265' here
          Fix: did you mean 'sha256'?\
        """);
    assertRefused(
        "title: A demo",
        "colour: red",
        """
        variants.yaml:3:5: there is no key 'colour' here
          Fix: use one of aliases, artifact, model, name, title\
        """);
  }

  @Test
  void rejectsAMissingKey() {
    assertRefused(
        "      bytes: 42\n",
        "",
        """
        variants.yaml:6:7: variant 'demo': 'bytes' is missing
          Fix: add it\
        """);
    assertRefused(
        "    title: A demo\n",
        "",
        """
        variants.yaml:2:5: variant 'demo': 'title' is missing
          Fix: add it\
        """);
  }

  @Test
  void rejectsAKeyWithoutAValue() {
    assertRefused(
        "title: A demo",
        "title:",
        """
        variants.yaml:3:5: variant 'demo': 'title' has no value
          Fix: give it one, or remove the line\
        """);
  }

  @Test
  void rejectsADuplicateKey() {
    assertRefused(
        "      bytes: 42\n",
        "      bytes: 42\n      bytes: 43\n",
        """
        variants.yaml:8:7: variant 'demo': 'bytes' is here for the second time
          Fix: keep one of the two\
        """);
  }

  @Test
  void rejectsAValueOfTheWrongKind() {
    assertRefused(
        "bytes: 42",
        "bytes: many",
        """
        variants.yaml:7:7: variant 'demo': 'bytes' must be a whole number, got 'many'
          Fix: write digits only\
        """);
    assertRefused(
        "title: A demo",
        "title: [a]",
        """
        variants.yaml:3:5: variant 'demo': 'title' must be a text
          Fix: write it as one value\
        """);
    assertRefused(
        "variants: 5\n",
        """
        variants.yaml:1:1: 'variants' must be a list
          Fix: write its items as lines that begin with '- '\
        """);
    assertRefused(
        "- a\n",
        """
        variants.yaml:1:1: the document must be a mapping of keys to values
          Fix: write it as lines of 'key: value'\
        """);
  }

  @Test
  void rejectsValuesThatCannotWork() {
    assertRefused(
        "bytes: 42",
        "bytes: 0",
        """
        variants.yaml:7:7: variant 'demo': 'bytes' must be the size of the file, got 0
          Fix: stat -c %s demo.gguf, or see its page on Hugging Face\
        """);
    assertRefused(
        "file: demo.gguf",
        "file: ../demo.gguf",
        """
        variants.yaml:6:7: variant 'demo': '../demo.gguf' is not a file name ending in .gguf
          Fix: give the name alone, without a directory, in letters, digits, '-', '_' and '.'\
        """);
    assertRefused(
        "artifact: tea-demo",
        "artifact: tea demo",
        """
        variants.yaml:4:5: variant 'demo': 'tea demo' has characters that a file name should not have
          Fix: use lower-case letters, digits, '-' and '.'\
        """);
    assertRefused(
        "repository: owner/name",
        "repository: name",
        """
        variants.yaml:25:11: variant 'phi4-mini': 'name' is not of the form OWNER/NAME
          Fix: copy it from the head of its page on Hugging Face\
        """);
    assertRefused(
        "url: https://mirror.example/phi.gguf",
        "url: mirror.example/phi.gguf",
        """
        variants.yaml:28:11: variant 'phi4-mini': 'mirror.example/phi.gguf' is not an address
          Fix: write https://HOST/PATH/FILE\
        """);
    assertRefused(
        "- path: models/demo.gguf",
        "- revision: main",
        """
        variants.yaml:12:11: variant 'demo': a source is either a path, a repository or a url
          Fix: write 'path: FILE', 'repository: OWNER/NAME' and 'revision: COMMIT', or 'url: https://HOST/FILE'\
        """);
  }

  @Test
  void rejectsANameThatIsTaken() {
    assertRefused(
        "aliases: [phi4, phi]",
        "aliases: [phi4, demo]",
        """
        variants.yaml:14:5: variant 'phi4-mini': 'demo' is already a name of variant 'demo'
          Fix: give each variant its own name and aliases\
        """);
  }

  @Test
  void rejectsAListWithoutVariants() {
    assertRefused(
        "variants: []\n",
        """
        variants.yaml:1:1: there is no variant
          Fix: add one; README.md shows how\
        """);
  }

  @Test
  void rejectsWhatIsNotYaml() {
    assertRefused(
        "variants:\n  - name: 'demo\n",
        """
        variants.yaml:3:1: this is not YAML: found unexpected end of stream
          Fix: check the indentation, the quotes and the ':' here and in the line above\
        """);
    assertRefused(
        "variants:\n\t- name: demo\n",
        """
        variants.yaml:2:1: this is not YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)
          Fix: check the indentation, the quotes and the ':' here and in the line above\
        """);
    assertRefused(
        "# nothing\n",
        """
        variants.yaml: the file is empty
          Fix: start it with 'variants:'\
        """);
  }

  @Test
  void acceptsTheProjectsOwnFile() throws Exception {
    Variants variants = Variants.read(Path.of("../variants.yaml"));

    assertThat(variants.list())
        .extracting(variant -> variant.imageName("1.0.0", Arch.X86_64))
        .containsExactly(
            "tea-java-llm-demo-1.0.0-x86_64.AppImage",
            "tea-java-llm-gemma-1.0.0-x86_64.AppImage",
            "tea-java-llm-phi4-1.0.0-x86_64.AppImage",
            "tea-java-llm-gemma3-1b-1.0.0-x86_64.AppImage");
  }
}
