package dev.edgeagent.llm.jllama;

import dev.edgeagent.llm.GgufFile;
import dev.edgeagent.llm.LoadSettings;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.llamacpp.Architecture;
import java.util.Map;
import java.util.Set;

/** What can be known before llama.cpp b4916, of March 2025, is given a model. */
final class Compatibility {

  /** The names in its {@code src/llama-arch.cpp} that write texts or make embeddings. */
  private static final Set<String> ARCHITECTURES =
      Set.of(
          ("llama deci falcon grok gpt2 gptj gptneox mpt baichuan starcoder refact bert nomic-bert"
                  + " jina-bert-v2 bloom stablelm qwen qwen2 qwen2moe qwen2vl phi2 phi3 phimoe"
                  + " plamo codeshell orion internlm2 minicpm minicpm3 gemma gemma2 gemma3"
                  + " starcoder2 mamba xverse command-r cohere2 dbrx olmo olmo2 olmoe openelm"
                  + " arctic deepseek deepseek2 chatglm bitnet jais nemotron exaone"
                  + " rwkv6 rwkv6qwen2 rwkv7 arwkv7 granite granitemoe chameleon")
              .split(" "));

  /** Variables of llama-server: the library reads them, and ends the process over a wrong one. */
  private static final String SERVER_VARIABLES = "LLAMA_ARG_";

  private Compatibility() {}

  /**
   * @param isOwnLibrary whether the user brings a library that may know more than the jar's
   * @throws ModelException if the model or the settings are nothing for this engine
   */
  static void require(
      GgufFile gguf, LoadSettings settings, boolean isOwnLibrary, Map<String, String> environment)
      throws ModelException {
    new Architecture(gguf).requireUsable();
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

  /**
   * @throws ModelException for a generator that does not say which token stands for a text: this
   *     llama.cpp ends the process over the mean of its tokens
   */
  static void requireEmbedder(GgufFile gguf) throws ModelException {
    var architecture = new Architecture(gguf);
    if (!architecture.readsAtOnce() && architecture.embeddingPooling() == Architecture.MEAN) {
      throw new ModelException(
          "engine 'jllama' makes no embeddings with model "
              + gguf.name()
              + " ("
              + gguf.architecture()
              + ")",
          "use engine: llamacpp, or a model of BERT's kind that is made for embeddings");
    }
  }
}
