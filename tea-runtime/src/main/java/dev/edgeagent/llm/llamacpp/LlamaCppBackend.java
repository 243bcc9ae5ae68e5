package dev.edgeagent.llm.llamacpp;

import dev.edgeagent.llm.ChatMessage;
import dev.edgeagent.llm.ChatTemplate;
import dev.edgeagent.llm.GgufFile;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.LlmResult;
import dev.edgeagent.llm.LlmResult.FinishReason;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.PhysicalCores;
import dev.edgeagent.llm.Sampling;
import dev.edgeagent.llm.Usage;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A loaded model and its context; one call at a time. */
final class LlamaCppBackend implements LlmBackend {

  /**
   * The least context that is allocated, where the model was trained with as much: room for the
   * next turns.
   */
  private static final int LEAST_CONTEXT = 4096;

  private static final int CONTEXT_STEP = 256;
  private static final long BYTES_PER_THREAD = 32 << 20;

  private final LlamaLibrary library;
  private final SamplerApi samplers;
  private final GgufFile gguf;
  private final MemorySegment model;
  private final Vocabulary vocabulary;
  private double unreportedLoadMs;
  private @Nullable LlamaContext context;
  private @Nullable ChatTemplate template;

  LlamaCppBackend(LlamaLibrary library, GgufFile gguf, MemorySegment model, double loadMs) {
    this.library = library;
    this.samplers = library.samplers();
    this.gguf = gguf;
    this.model = model;
    this.vocabulary = new Vocabulary(library.api(), model);
    this.unreportedLoadMs = loadMs;
  }

  @Override
  public Sampling defaultSampling() {
    return gguf.sampling();
  }

  @Override
  public synchronized LlmResult complete(String prompt, LlmCallParams params)
      throws ModelException {
    return generate(vocabulary.tokenize(prompt, true), params);
  }

  @Override
  public synchronized LlmResult chat(List<ChatMessage> messages, LlmCallParams params)
      throws ModelException {
    String bos = vocabulary.bosText();
    if (template == null) {
      template = ChatTemplate.of(gguf);
    }
    String prompt = template.render(messages, bos);
    // BOS exactly once: many templates write it themselves.
    boolean hasBos = !bos.isEmpty() && prompt.startsWith(bos);
    return generate(vocabulary.tokenize(prompt, !hasBos), params);
  }

  private LlmResult generate(int[] prompt, LlmCallParams params) throws ModelException {
    if (prompt.length == 0) {
      throw new ModelException("the prompt is empty", "give a prompt of at least one character");
    }
    LlamaContext memory = context(prompt.length, params);
    long start = System.nanoTime();
    int read = memory.read(prompt);
    long promptDone = System.nanoTime();

    var text = new AnswerText(params.stop());
    MemorySegment chain = chain(params.sampling());
    var reason = FinishReason.LENGTH;
    int made = 0;
    try {
      while (made < params.maxTokens()) {
        int token = samplers.sample(chain, memory.pointer());
        if (vocabulary.endsGeneration(token)) {
          reason = FinishReason.STOP;
          break;
        }
        made++;
        if (text.append(vocabulary.piece(token, false))) {
          reason = FinishReason.STOP;
          break;
        }
        if (memory.isFull() || made == params.maxTokens()) {
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
        gguf.name().replaceFirst("\\.gguf$", ""),
        "local",
        reason,
        new Usage(prompt.length, made),
        timings);
  }

  /**
   * A context with room for the prompt and the answer, as far as the model was trained for that
   * much.
   */
  private LlamaContext context(int promptTokens, LlmCallParams params) throws ModelException {
    long trained = gguf.trainedContext().orElse((long) LEAST_CONTEXT);
    long wanted = roundedUp((long) promptTokens + params.maxTokens());
    int capacity =
        (int)
            Math.min(
                trained,
                params.contextTokens() > 0
                    ? params.contextTokens()
                    : Math.max(LEAST_CONTEXT, wanted));
    if (params.contextTokens() > trained) {
      throw new ModelException(
          "n_ctx "
              + params.contextTokens()
              + " is more than the "
              + trained
              + " tokens that "
              + gguf.name()
              + " was trained with",
          "set n_ctx to at most " + trained + ", or leave it out");
    }
    if (promptTokens >= capacity) {
      throw new ModelException(
          "context_length_exceeded: the prompt has "
              + promptTokens
              + " tokens, and the context of "
              + gguf.name()
              + " has room for "
              + capacity
              + ", answer included",
          capacity < trained
              ? "raise n_ctx (at most " + trained + "), or shorten the prompt"
              : "shorten the prompt");
    }
    int threads = params.threads() > 0 ? params.threads() : automaticThreads();
    if (context != null && (!fits(context, capacity, params) || context.threads() != threads)) {
      context.close();
      context = null;
    }
    if (context == null) {
      context = LlamaContext.create(library, model, capacity, threads);
    }
    return context;
  }

  /**
   * One for each physical core; fewer for a small model, whose threads would wait for each other
   * more than they compute.
   */
  private int automaticThreads() {
    return Math.clamp(gguf.size() / BYTES_PER_THREAD, 1, PhysicalCores.usable());
  }

  /**
   * An automatic context may be larger than asked for; one that the user chose has the size that he
   * chose.
   */
  private static boolean fits(LlamaContext context, int capacity, LlmCallParams params) {
    return params.contextTokens() > 0
        ? context.capacity() == roundedUp(capacity) || context.capacity() == capacity
        : context.capacity() >= capacity;
  }

  private static long roundedUp(long tokens) {
    return (tokens + CONTEXT_STEP - 1) / CONTEXT_STEP * CONTEXT_STEP;
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
  public synchronized void close() {
    if (context != null) {
      context.close();
      context = null;
    }
    library.api().modelFree(model);
  }
}
