package dev.edgeagent.llm.jllama;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import dev.edgeagent.llm.AnswerListener;
import dev.edgeagent.llm.ChatMessage;
import dev.edgeagent.llm.ContextSettings;
import dev.edgeagent.llm.EmbedResult;
import dev.edgeagent.llm.GgufFile;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.LlmResult;
import dev.edgeagent.llm.LoadSettings;
import dev.edgeagent.llm.MemoryBudget;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.Sampling;
import dev.edgeagent.llm.StopText;
import dev.edgeagent.llm.Usage;
import dev.edgeagent.llm.chat.ChatFormat;
import dev.edgeagent.llm.chat.ChatFormats;
import dev.edgeagent.llm.chat.SpecialTokens;
import dev.edgeagent.llm.chat.ToolCallReader;
import dev.edgeagent.llm.local.AnswerGrammar;
import dev.edgeagent.llm.local.Architecture;
import dev.edgeagent.llm.local.ContextPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** A loaded model, for one call at a time. */
final class JllamaBackend implements LlmBackend {

  private final GgufFile gguf;
  private final Shapes shapes;
  private final Contexts contexts;
  private final Prompts prompts;
  private final HeldTexts held = new HeldTexts();
  private final Reader reader;
  private final LlamaModel tokenizer;
  private final ChatFormats formats;
  private double unreportedLoadMs;

  /** Loads it, with the context that most calls need. */
  JllamaBackend(GgufFile gguf, LoadSettings settings) throws ModelException {
    long start = System.nanoTime();
    this.gguf = gguf;
    var plan = new ContextPlan(gguf, MemoryBudget::now);
    this.shapes = new Shapes(gguf, plan);
    this.contexts = new Contexts(gguf, plan, settings.gpuLayers());
    this.prompts = Prompts.of(gguf);
    this.formats = new ChatFormats(gguf);
    this.tokenizer = contexts.get(usual());
    this.reader = new Reader(gguf.name());
    this.unreportedLoadMs = (System.nanoTime() - start) / 1e6;
  }

  private Shape usual() throws ModelException {
    return new Architecture(gguf).writes()
        ? contexts.shape(shapes.forText(1, LlmCallParams.DEFAULT.withMaxTokens(1)), 1, false)
        : shapes.forEmbedding(1, ContextSettings.AUTO);
  }

  @Override
  public String model() {
    return gguf.name().replaceFirst("\\.gguf$", "");
  }

  @Override
  public LlmResult complete(String prompt, LlmCallParams params, AnswerListener listener)
      throws ModelException, InterruptedException {
    return generate(prompts.once(prompt), params, listener);
  }

  @Override
  public LlmResult chat(List<ChatMessage> messages, LlmCallParams params, AnswerListener listener)
      throws ModelException, InterruptedException {
    ChatFormat format = formats.get(params.context().chatTemplate());
    var special = new SpecialTokens(prompts.bos(), prompts.eos(), prompts::plain);
    String prompt = prompts.once(format.prompt(messages, params.tools(), special));
    ToolCallReader calls = format.reader(messages, params.tools(), listener);
    return calls.finish(generate(prompt, format.constrained(params), calls));
  }

  private LlmResult generate(String prompt, LlmCallParams params, AnswerListener listener)
      throws ModelException, InterruptedException {
    new Architecture(gguf).requireGenerator();
    int promptTokens = prompts.count(tokenizer, prompt);
    if (promptTokens == 0) {
      throw new ModelException("the prompt is empty", "give a prompt of at least one character");
    }
    Shape wanted = shapes.forText(promptTokens, params);
    boolean isChosen = params.context().tokens() > 0;
    Shape shape = contexts.shape(wanted, promptTokens, isChosen);
    LlamaModel model = context(shape);
    int room = isChosen ? wanted.tokens() : shape.tokens();
    int maxTokens = Math.min(params.localMaxTokens(), room - promptTokens);
    var text = new StopText(params.stop(), listener);
    InferenceParameters inference = inference(prompt, maxTokens, params);
    var answer = new Answer(model, text, maxTokens);
    int read = promptTokens - held.begin(model, prompt, promptTokens);
    long start = System.nanoTime();
    answer.make(inference, reader);
    String content = text.finish();
    held.end(model, prompt + content);
    var timings =
        new LlmResult.Timings(
            unreportedLoadMs,
            (answer.firstNanos() - start) / 1e6,
            read,
            (System.nanoTime() - answer.firstNanos()) / 1e6,
            answer.tokens());
    unreportedLoadMs = 0;
    return new LlmResult(
        content,
        model(),
        "local",
        answer.reason(),
        List.of(),
        new Usage(promptTokens, answer.tokens()),
        timings);
  }

  private LlamaModel context(Shape shape) throws ModelException {
    long start = System.nanoTime();
    LlamaModel model = contexts.get(shape);
    unreportedLoadMs += (System.nanoTime() - start) / 1e6;
    return model;
  }

  private InferenceParameters inference(String prompt, int maxTokens, LlmCallParams params)
      throws ModelException {
    Sampling sampling =
        gguf.sampling()
            .with(params.sampling(), ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE));
    var parameters =
        new InferenceParameters(prompt)
            .setNPredict(maxTokens)
            .setTemperature(sampling.isGreedy() ? 0 : (float) sampling.temperature())
            .setTopK(sampling.topK())
            .setTopP((float) sampling.topP())
            .setMinP((float) sampling.minP())
            .setSeed(sampling.seed())
            .setRepeatPenalty((float) sampling.repeatPenalty())
            .setFrequencyPenalty((float) sampling.frequencyPenalty())
            .setPresencePenalty((float) sampling.presencePenalty());
    String gbnf = AnswerGrammar.of(params.format());
    if (gbnf != null) {
      parameters.setGrammar(gbnf);
    }
    return parameters;
  }

  @Override
  public EmbedResult embed(List<String> texts, ContextSettings settings)
      throws ModelException, InterruptedException {
    Compatibility.requireEmbedder(gguf);
    int longest = 0;
    int total = 0;
    for (String text : texts) {
      int count = prompts.count(tokenizer, prompts.once(prompts.plain(text)));
      longest = Math.max(longest, count);
      total += count;
    }
    LlamaModel model = context(shapes.forEmbedding(longest, settings));
    List<float[]> vectors = new ArrayList<>();
    for (String text : texts) {
      String once = prompts.once(prompts.plain(text));
      vectors.add(EmbedResult.normalised(reader.get(() -> model.embed(once))));
    }
    return new EmbedResult(vectors, model(), "local", total);
  }

  /** Stops the library's thread; the memory stays until the process ends. */
  @Override
  public void close() {
    reader.close();
    contexts.close();
  }
}
