package dev.edgeagent.llm.llamacpp;

import dev.edgeagent.llm.GgufWriter;
import java.util.Arrays;
import java.util.Random;

/** Random tensors of small models, the same in each process. */
final class TinyWeights {

  private final Random random = new Random(1);
  private final GgufWriter gguf;

  TinyWeights(GgufWriter gguf) {
    this.gguf = gguf;
  }

  /** {@code shape} in ggml's order, the fastest running dimension first. */
  void weights(String name, int... shape) {
    float[] values = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * 0.1);
    }
    gguf.tensor(name + ".weight", values, shape);
  }

  void norms(String layer, int width, String... names) {
    for (String name : names) {
      float[] values = new float[width];
      Arrays.fill(values, 1);
      gguf.tensor(layer + name + ".weight", values, width);
    }
  }
}
