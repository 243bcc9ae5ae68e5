package dev.edgeagent.llm.jllama;

import dev.edgeagent.llm.GgufFile;
import dev.edgeagent.llm.LoadSettings;
import dev.edgeagent.llm.ModelException;
import java.util.Map;
import java.util.Set;

/** What can be known before llama.cpp b4916, of March 2025, is given a model. */
final class Compatibility {

  /** The names in its {@code src/llama-arch.cpp}. */
  private static final Set<String> ARCHITECTURES =
      Set.of(
          ("llama deci falcon grok gpt2 gptj gptneox mpt baichuan starcoder refact bert nomic-bert"
                  + " jina-bert-v2 bloom stablelm qwen qwen2 qwen2moe qwen2vl phi2 phi3 phimoe"
                  + " plamo codeshell orion internlm2 minicpm minicpm3 gemma gemma2 gemma3"
                  + " starcoder2 mamba xverse command-r cohere2 dbrx olmo olmo2 olmoe openelm"
                  + " arctic deepseek deepseek2 chatglm bitnet t5 t5encoder jais nemotron exaone"
                  + " rwkv6 rwkv6qwen2 rwkv7 arwkv7 granite granitemoe chameleon wavtokenizer-dec")
              .split(" "));

  /** Variables of llama-server: the library reads them, and ends the process over a wrong one. */
  private static final String SERVER_VARIABLES = "LLAMA_ARG_";

  private static final String POOLING = ".pooling_type";
  private static final long NONE = 0;
  private static final long FIRST = 2;
  private static final long LAST = 3;
  private static final long RANK = 4;

  private Compatibility() {}

  /**
   * @param isOwnLibrary whether the user brings a library that may know more than the jar's
   * @throws ModelException if the model or the settings are nothing for this engine
   */
  static void require(
      GgufFile gguf, LoadSettings settings, boolean isOwnLibrary, Map<String, String> environment)
      throws ModelException {
    if (gguf.offset() > 0) {
      throw new ModelException(
          "engine 'jllama' cannot read model " + gguf.name() + " inside of an AppImage",
          "use engine: llamacpp, or give the path of a GGUF file of its own");
    }
    if (!isOwnLibrary && !ARCHITECTURES.contains(gguf.architecture())) {
      throw new ModelException(
          "engine 'jllama' does not know the architecture '%s' of model %s: its llama.cpp is b4916, of March 2025, which is too old for gemma3n, qwen3, llama4 and all that came later"
              .formatted(gguf.architecture(), gguf.name()),
          "use engine: llamacpp");
    }
    if (pooling(gguf) == RANK) {
      throw new ModelException(
          "model " + gguf.name() + " ranks texts, which engine 'jllama' does not do",
          "use a model that is made for chat or for embeddings");
    }
    if (!isOwnLibrary && settings.gpuLayers() != 0 && !isMac()) {
      throw new ModelException(
          "n_gpu_layers is "
              + settings.gpuLayers()
              + ", and the library of engine 'jllama' computes on the CPU only",
          "leave out n_gpu_layers, or set -Dde.kherud.llama.lib.path=DIR to a library that was"
              + " built for your GPU");
    }
    for (String name : environment.keySet()) {
      if (name.startsWith(SERVER_VARIABLES)) {
        throw new ModelException(
            "engine 'jllama' would take settings from the variable "
                + name
                + ", which is meant for llama-server",
            "unset it: env -u " + name + " tea ...");
      }
    }
  }

  private static boolean isMac() {
    return System.getProperty("os.name").startsWith("Mac");
  }

  /** Whether a model continues texts; llama.cpp ends the process when it asks an encoder to. */
  static boolean isGenerator(GgufFile gguf) {
    String architecture = gguf.architecture();
    return !(gguf.metadata().containsKey(architecture + POOLING)
        || Boolean.FALSE.equals(gguf.metadata().get(architecture + ".attention.causal"))
        || architecture.contains("bert")
        || architecture.startsWith("t5")
        || architecture.startsWith("wavtokenizer"));
  }

  static void requireGenerator(GgufFile gguf) throws ModelException {
    if (!isGenerator(gguf)) {
      throw new ModelException(
          "model "
              + gguf.name()
              + " ("
              + gguf.architecture()
              + ") cannot generate text: it is made for embeddings",
          "use a model that is made for chat or completion");
    }
  }

  /**
   * Whether embeddings are possible: this llama.cpp ends the process over the mean of a generator's
   * tokens, which is what is asked of models that do not say which of them counts.
   */
  static void requireEmbedder(GgufFile gguf) throws ModelException {
    String architecture = gguf.architecture();
    long pooling = pooling(gguf);
    boolean isPossible = isBert(gguf) || pooling == FIRST || pooling == LAST;
    if (!isPossible
        || architecture.startsWith("t5")
        || architecture.startsWith("wavtokenizer")) {
      throw new ModelException(
          "engine 'jllama' makes no embeddings with model "
              + gguf.name()
              + " ("
              + architecture
              + ")",
          "use engine: llamacpp, or a model of BERT's kind that is made for embeddings");
    }
  }

  private static long pooling(GgufFile gguf) {
    return gguf.integer(gguf.architecture() + POOLING).orElse(NONE);
  }

  /** Whether a model reads all of a text at once. */
  static boolean isBert(GgufFile gguf) {
    return gguf.architecture().contains("bert");
  }
}
