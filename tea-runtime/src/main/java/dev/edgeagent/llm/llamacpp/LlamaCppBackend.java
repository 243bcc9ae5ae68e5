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
import dev.edgeagent.llm.MemoryBudget;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.Sampling;
import dev.edgeagent.llm.Usage;
import dev.edgeagent.llm.chat.ChatFormat;
import dev.edgeagent.llm.chat.ChatFormats;
import dev.edgeagent.llm.chat.SpecialTokens;
import dev.edgeagent.llm.chat.ToolCallReader;
import dev.edgeagent.llm.local.AnswerGrammar;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** A loaded model and its context, for one thread with a deep stack. */
final class LlamaCppBackend implements LlmBackend {

  private final LlamaLibrary library;
  private final GgufFile gguf;
  private final MemorySegment model;
  private final Vocabulary vocabulary;
  private final ChatFormats formats;
  private final ModelContexts contexts;
  private double unreportedLoadMs;
  private boolean closed;

  LlamaCppBackend(
      LlamaLibrary library,
      GgufFile gguf,
      MemorySegment model,
      Supplier<MemoryBudget.Amount> budget,
      double loadMs) {
    this.library = library;
    this.gguf = gguf;
    this.model = model;
    this.vocabulary = new Vocabulary(library.vocabularies(), library.api().modelGetVocab(model));
    this.formats = new ChatFormats(gguf);
    this.contexts = new ModelContexts(library, gguf, model, budget);
    this.unreportedLoadMs = loadMs;
  }

  @Override
  public String model() {
    return gguf.name().replaceFirst("\\.gguf$", "");
  }

  @Override
  public EmbedResult embed(List<String> texts, ContextSettings settings)
      throws ModelException, InterruptedException {
    requireOpen();
    List<int[]> all = new ArrayList<>();
    for (String text : texts) {
      int[] tokens = vocabulary.tokenize(vocabulary.plain(text), true);
      if (tokens.length == 0) {
        throw new ModelException("the text is empty", "give a text of at least one character");
      }
      all.add(tokens);
    }
    int longest = all.stream().mapToInt(tokens -> tokens.length).max().orElse(1);
    List<float[]> vectors = new ArrayList<>();
    for (int[] tokens : all) {
      EmbeddingContext context = contexts.forText(tokens.length, longest, settings);
      vectors.add(EmbedResult.normalised(context.embed(tokens)));
    }
    int sum = all.stream().mapToInt(tokens -> tokens.length).sum();
    return new EmbedResult(vectors, model(), "local", sum);
  }

  @Override
  public LlmResult complete(String prompt, LlmCallParams params, AnswerListener listener)
      throws ModelException, InterruptedException {
    requireOpen();
    return generate(tokens(prompt), params, listener);
  }

  @Override
  public LlmResult chat(List<ChatMessage> messages, LlmCallParams params, AnswerListener listener)
      throws ModelException, InterruptedException {
    requireOpen();
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
    String gbnf = AnswerGrammar.of(params.format());
    LlamaContext context = contexts.forPrompt(prompt.length, params);
    var text = new AnswerText(params.stop(), listener);
    Sampling sampling =
        gguf.sampling()
            .with(params.sampling(), ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE));
    try (var sampler = new TokenSampler(library, vocabulary, sampling, gbnf)) {
      var generation =
          new Generation(context, vocabulary, sampler, text, !params.tools().isEmpty());
      FinishReason reason = generation.run(prompt, params.localMaxTokens());
      var timings =
          new LlmResult.Timings(
              unreportedLoadMs,
              generation.promptMs(),
              generation.read(),
              generation.writingMs(),
              generation.made());
      unreportedLoadMs = 0;
      return new LlmResult(
          text.finish(),
          model(),
          "local",
          reason,
          List.of(),
          new Usage(prompt.length, generation.made()),
          timings);
    }
  }

  /** Native code does not survive the use of what is freed. */
  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("model " + model() + " is closed");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      contexts.close();
      library.api().modelFree(model);
    }
  }
}
