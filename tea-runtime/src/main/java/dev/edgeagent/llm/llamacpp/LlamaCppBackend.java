package dev.edgeagent.llm.llamacpp;

import dev.edgeagent.llm.AnswerListener;
import dev.edgeagent.llm.ChatMessage;
import dev.edgeagent.llm.ContextSettings;
import dev.edgeagent.llm.EmbedResult;
import dev.edgeagent.llm.GgufFile;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.LlmResult;
import dev.edgeagent.llm.LlmResult.FinishReason;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.PhysicalCores;
import dev.edgeagent.llm.Sampling;
import dev.edgeagent.llm.Usage;
import dev.edgeagent.llm.chat.ChatFormat;
import dev.edgeagent.llm.chat.ChatFormats;
import dev.edgeagent.llm.chat.SpecialTokens;
import dev.edgeagent.llm.chat.ToolCallReader;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** A loaded model and its context, for one thread with a deep stack. */
final class LlamaCppBackend implements LlmBackend {

  private static final long BYTES_PER_THREAD = 32 << 20;

  private final LlamaLibrary library;
  private final SamplerApi samplers;
  private final GgufFile gguf;
  private final MemorySegment model;
  private final Vocabulary vocabulary;
  private final ChatFormats formats;
  private final int automaticThreads;
  private double unreportedLoadMs;
  private @Nullable LlamaContext context;

  LlamaCppBackend(LlamaLibrary library, GgufFile gguf, MemorySegment model, double loadMs) {
    this.library = library;
    this.samplers = library.samplers();
    this.gguf = gguf;
    this.model = model;
    this.vocabulary = new Vocabulary(library.vocabularies(), library.api().modelGetVocab(model));
    this.formats = new ChatFormats(gguf);
    // One for each physical core; fewer for a small model, whose threads would wait for each other
    // more than they compute.
    this.automaticThreads = Math.clamp(gguf.size() / BYTES_PER_THREAD, 1, PhysicalCores.usable());
    this.unreportedLoadMs = loadMs;
  }

  @Override
  public String model() {
    return gguf.name().replaceFirst("\\.gguf$", "");
  }

  @Override
  public EmbedResult embed(List<String> texts, ContextSettings context) throws ModelException {
    throw new ModelException("llama.cpp: embeddings are not there yet", "none");
  }

  @Override
  public LlmResult complete(String prompt, LlmCallParams params, AnswerListener listener)
      throws ModelException, InterruptedException {
    return generate(tokens(prompt), params, listener);
  }

  @Override
  public LlmResult chat(List<ChatMessage> messages, LlmCallParams params, AnswerListener listener)
      throws ModelException, InterruptedException {
    ChatFormat format = formats.get(params.context().chatTemplate());
    var special = new SpecialTokens(vocabulary.bosText(), vocabulary.eosText(), vocabulary::plain);
    String prompt = format.prompt(messages, params.tools(), special);
    ToolCallReader reader = format.reader(messages, params.tools(), listener);
    return reader.finish(generate(tokens(prompt), format.constrained(params), reader));
  }

  /** With BOS exactly once: many templates write it themselves. */
  private int[] tokens(String prompt) throws ModelException {
    String bos = vocabulary.bosText();
    return vocabulary.tokenize(prompt, bos.isEmpty() || !prompt.startsWith(bos));
  }

  private LlmResult generate(int[] prompt, LlmCallParams params, AnswerListener listener)
      throws ModelException, InterruptedException {
    if (prompt.length == 0) {
      throw new ModelException("the prompt is empty", "give a prompt of at least one character");
    }
    LlamaContext memory = context(prompt.length, params);
    long start = System.nanoTime();
    int read = memory.read(prompt);
    long promptDone = System.nanoTime();

    var text = new AnswerText(params.stop(), listener);
    int maxTokens = params.localMaxTokens();
    MemorySegment chain =
        chain(
            gguf.sampling()
                .with(params.sampling(), ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE)));
    var reason = FinishReason.LENGTH;
    int made = 0;
    try {
      while (made < maxTokens) {
        int token = samplers.sample(chain, memory.pointer());
        if (vocabulary.endsGeneration(token)) {
          reason = FinishReason.STOP;
          break;
        }
        made++;
        if (text.append(vocabulary.piece(token, !params.tools().isEmpty()))) {
          reason = FinishReason.STOP;
          break;
        }
        if (!text.isWanted()) {
          reason = FinishReason.CANCELLED;
          break;
        }
        if (made == maxTokens || prompt.length + made == memory.capacity()) {
          break;
        }
        memory.append(token);
      }
    } finally {
      samplers.free(chain);
    }
    var timings =
        new LlmResult.Timings(
            unreportedLoadMs,
            (promptDone - start) / 1e6,
            read,
            (System.nanoTime() - promptDone) / 1e6,
            made);
    unreportedLoadMs = 0;
    return new LlmResult(
        text.finish(),
        model(),
        "local",
        reason,
        List.of(),
        new Usage(prompt.length, made),
        timings);
  }

  private LlamaContext context(int promptTokens, LlmCallParams params) throws ModelException {
    int capacity = ContextPlan.tokens(gguf, promptTokens, params);
    int threads = params.context().threads() > 0 ? params.context().threads() : automaticThreads;
    // One that the user chose has the size that he chose; an automatic one may be larger.
    boolean fits =
        context != null
            && context.threads() == threads
            && (params.context().tokens() > 0
                ? context.capacity() == capacity
                : context.capacity() >= capacity);
    if (context != null && !fits) {
      context.close();
      context = null;
    }
    if (context == null) {
      context = LlamaContext.create(library, model, capacity, threads);
    }
    return context;
  }

  private MemorySegment chain(Sampling sampling) {
    MemorySegment chain = samplers.chain();
    if (sampling.temperature() == 0) {
      samplers.chainAdd(chain, samplers.greedy());
      return chain;
    }
    if (sampling.topK() > 0) {
      samplers.chainAdd(chain, samplers.topK(sampling.topK()));
    }
    if (sampling.topP() < 1) {
      samplers.chainAdd(chain, samplers.topP((float) sampling.topP()));
    }
    if (sampling.minP() > 0) {
      samplers.chainAdd(chain, samplers.minP((float) sampling.minP()));
    }
    samplers.chainAdd(chain, samplers.temperature((float) sampling.temperature()));
    samplers.chainAdd(chain, samplers.dist(sampling.seed()));
    return chain;
  }

  @Override
  public void close() {
    if (context != null) {
      context.close();
      context = null;
    }
    library.api().modelFree(model);
  }
}
