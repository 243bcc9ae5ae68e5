package dev.edgeagent.llm.llamacpp;

import static dev.edgeagent.llm.GgufParts.text;
import static dev.edgeagent.llm.GgufParts.u32;
import static dev.edgeagent.llm.GgufParts.u64;

import dev.edgeagent.llm.GgufParts;
import dev.edgeagent.llm.GgufParts.Tensor;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Damaged and hostile variants of a model, each with a name, in an order that does not change. */
final class HostileCases {

  /** One of them; its bytes are made when they are asked for. */
  record Case(String name, Supplier<byte[]> bytes) {}

  private static final int U32 = 4;
  private static final int I32 = 5;
  private static final int F32 = 6;
  private static final int BOOL = 7;
  private static final int STRING = 8;
  private static final int ARRAY = 9;
  private static final int U64 = 10;

  /** Keys that architectures have or may have, besides those that a model has. */
  private static final List<String> OPTIONAL =
      List.of(
          "expert_count",
          "expert_used_count",
          "expert_group_count",
          "expert_group_used_count",
          "expert_feed_forward_length",
          "nextn_predict_layers",
          "embedding_length_out",
          "attention.key_length",
          "attention.value_length",
          "attention.key_length_swa",
          "attention.value_length_swa",
          "attention.sliding_window",
          "attention.sliding_window_pattern",
          "attention.shared_kv_layers",
          "attention.clamp_kqv",
          "attention.max_alibi_bias",
          "attention.scale",
          "attention.temperature_length",
          "attention.causal",
          "attn_logit_softcapping",
          "final_logit_softcapping",
          "logit_scale",
          "pooling_type",
          "vocab_size",
          "rope.dimension_count",
          "rope.dimension_count_swa",
          "rope.dimension_sections",
          "rope.freq_base",
          "rope.freq_base_swa",
          "rope.scale_linear",
          "rope.scaling.type",
          "rope.scaling.factor",
          "rope.scaling.attn_factor",
          "rope.scaling.original_context_length",
          "rope.scaling.yarn_log_multiplier",
          "rope.scaling.yarn_beta_fast",
          "use_parallel_residual",
          "ssm.state_size");

  private static final List<String> OPTIONAL_OF_TOKENIZER =
      List.of(
          "pre",
          "scores",
          "token_type_count",
          "eot_token_id",
          "eom_token_id",
          "eot_token_ids",
          "padding_token_id",
          "seperator_token_id",
          "mask_token_id",
          "fim_pre_token_id",
          "precompiled_charsmap",
          "add_bos_token",
          "remove_extra_whitespaces");

  private final String model;
  private final byte[] good;
  private final GgufParts parts;
  private final List<Case> cases = new ArrayList<>();

  /**
   * @param model the name of the cases begins with it
   */
  HostileCases(String model, byte[] good) {
    this.model = model;
    this.good = good;
    this.parts = new GgufParts(good);
  }

  /** The model itself, cuts, keys and tensors that are wrong in a way that has a name. */
  List<Case> named() {
    cases.add(new Case(model + ": as it is", () -> good));
    for (int i = 0; i < 10; i++) {
      int length = (int) ((long) good.length * i / 10);
      cases.add(new Case(model + ": cut to " + length, () -> Arrays.copyOf(good, length)));
    }
    int header = parts.headerBytes();
    for (int i = 1; i < 10; i++) {
      int length = (int) ((long) header * i / 10);
      cases.add(new Case(model + ": header cut to " + length, () -> Arrays.copyOf(good, length)));
    }
    keys();
    arrays();
    tensors();
    texts();
    return cases;
  }

  /** Copies with one byte changed: a quarter anywhere in the header, the rest in its structure. */
  List<Case> flips(long seed, int count) {
    var random = new Random(seed);
    for (int i = 0; i < count; i++) {
      int at =
          i % 4 == 0
              ? random.nextInt(parts.headerBytes())
              : parts.structureByte(random.nextInt(Integer.MAX_VALUE));
      int mask = i % 2 == 0 ? 1 << random.nextInt(8) : 1 + random.nextInt(255);
      cases.add(
          new Case(
              model + ": byte " + at + " xor " + mask,
              () -> {
                byte[] bytes = good.clone();
                bytes[at] ^= (byte) mask;
                return bytes;
              }));
    }
    return cases;
  }

  private void add(String name, Consumer<GgufParts> change) {
    cases.add(
        new Case(
            model + ": " + name,
            () -> {
              var changed = new GgufParts(good);
              change.accept(changed);
              return changed.bytes();
            }));
  }

  private void keys() {
    List<String> keys =
        new ArrayList<>(
            parts.pairs.stream()
                .filter(pair -> pair.type() != ARRAY)
                .map(GgufParts.Pair::key)
                .toList());
    String architecture = new String(parts.value("general.architecture")).substring(8);
    OPTIONAL.forEach(key -> keys.add(architecture + "." + key));
    OPTIONAL_OF_TOKENIZER.forEach(key -> keys.add("tokenizer.ggml." + key));
    keys.add("general.alignment");
    keys.add("split.count");
    for (String key : keys.stream().distinct().toList()) {
      if (parts.has(key)) {
        add(key + " missing", p -> p.without(key));
        add(key + " twice", p -> p.again(key));
        byte[] value = parts.value(key);
        int type = parts.pairs.stream().filter(p -> p.key().equals(key)).findFirst().get().type();
        if (type == U32) {
          add(key + " one more", p -> p.with(key, U32, u32(value[0] + (value[1] << 8) + 1)));
        }
      }
      wrongValues()
          .forEach((name, v) -> add(key + " = " + name, p -> p.with(key, v.type, v.bytes)));
    }
  }

  private record Value(int type, byte[] bytes) {}

  private static Map<String, Value> wrongValues() {
    Map<String, Value> values = new LinkedHashMap<>();
    for (int n : new int[] {0, 1, 2, 3, 33, 513, 70_000, 1 << 30, 1 << 31, -1}) {
      values.put(Integer.toUnsignedString(n), new Value(U32, u32(n)));
    }
    values.put("-1 (i32)", new Value(I32, u32(-1)));
    values.put("4 (i32)", new Value(I32, u32(4)));
    values.put("2^62 (u64)", new Value(U64, u64(1L << 62)));
    for (float f : new float[] {0, 0.5f, -1, 1e-30f, 1e38f, Float.NaN, Float.POSITIVE_INFINITY}) {
      values.put(f + " (f32)", new Value(F32, u32(Float.floatToRawIntBits(f))));
    }
    values.put("true", new Value(BOOL, new byte[] {1}));
    values.put("a bool of 77", new Value(BOOL, new byte[] {77}));
    for (String s : List.of("", "bogus", "yarn", "longrope", "12")) {
      values.put("'" + s + "'", new Value(STRING, text(s)));
    }
    values.put("a text of 4 GB", new Value(STRING, u64(1L << 32)));
    values.put("a text of 2^63", new Value(STRING, u64(1L << 63)));
    values.put("[] (u32)", new Value(ARRAY, array(U32, 0)));
    values.put("[4] (u32)", new Value(ARRAY, array(U32, 1, u32(4))));
    values.put("[4, 0] (u32)", new Value(ARRAY, array(U32, 2, u32(4), u32(0))));
    values.put("600 x 1 (u32)", new Value(ARRAY, array(U32, 600, concat(copies(u32(1), 600)))));
    values.put("21 x 0 (u32)", new Value(ARRAY, array(U32, 21, concat(copies(u32(0), 21)))));
    values.put("21 x -1 (i32)", new Value(ARRAY, array(I32, 21, concat(copies(u32(-1), 21)))));
    values.put("[text]", new Value(ARRAY, array(STRING, 1, text("a"))));
    values.put("[[4]]", new Value(ARRAY, array(ARRAY, 1, array(U32, 1, u32(4)))));
    values.put("an array of 2^61", new Value(ARRAY, array(U32, 1L << 61)));
    values.put("an array of type 99", new Value(ARRAY, array(99, 1, u32(4))));
    values.put("type 99", new Value(99, u32(4)));
    return values;
  }

  private void arrays() {
    for (GgufParts.Pair pair : parts.pairs) {
      if (pair.type() != ARRAY) {
        continue;
      }
      String key = pair.key();
      int length = pair.value()[4] & 0xff | (pair.value()[5] & 0xff) << 8;
      int items = pair.value()[0];
      add(key + " missing", p -> p.without(key));
      add(key + " twice", p -> p.again(key));
      add(key + " a number", p -> p.with(key, U32, u32(4)));
      add(key + " empty", p -> p.with(key, ARRAY, array(items, 0)));
      for (int n : new int[] {1, length / 2, length - 1, length + 1, 70_000}) {
        for (int type : new int[] {0, 1, U32, I32, F32, BOOL, STRING, U64}) {
          byte[] item =
              switch (type) {
                case STRING -> text("a");
                case U64 -> u64(1);
                case U32, I32, F32 -> u32(1);
                default -> new byte[] {1};
              };
          add(
              key + " " + n + " items of type " + type,
              p -> p.with(key, ARRAY, array(type, n, concat(copies(item, n)))));
        }
      }
      for (int fill : new int[] {0, -1, 0x7fffffff, 0x7fc00000, 0x7f800000, 0xff800000}) {
        if (items != STRING) {
          add(
              key + " filled with " + Integer.toHexString(fill),
              p -> p.with(key, ARRAY, array(items, length, concat(copies(u32(fill), length)))));
        }
      }
      if (items == STRING) {
        for (String s : List.of("", "\0", "x".repeat(70_000), "<0x", "<0xZZ>", "\uD800", " ")) {
          String shown = s.length() > 10 ? s.length() + " characters" : s;
          add(
              key + " all '" + shown.replace("\0", "NUL") + "'",
              p ->
                  p.with(
                      key,
                      ARRAY,
                      array(
                          STRING,
                          Math.min(length, 300),
                          concat(copies(text(s), Math.min(length, 300))))));
        }
        byte[] notUtf8 = concat(List.of(u64(4), new byte[] {(byte) 0xff, (byte) 0xc0, 0, 1}));
        add(
            key + " not UTF-8",
            p -> p.with(key, ARRAY, array(STRING, length, concat(copies(notUtf8, length)))));
      }
    }
  }

  private void tensors() {
    List<String> names = parts.tensors.stream().map(Tensor::name).toList();
    List<String> some =
        names.stream().filter(n -> !n.startsWith("blk.") || n.startsWith("blk.1.")).toList();
    for (String name : some) {
      add(name + " missing", p -> p.tensors.removeIf(t -> t.name().equals(name)));
      add(name + " renamed", p -> p.tensor(name, t -> named(t, "x" + name)));
      add(
          name + " twice",
          p ->
              p.tensors.add(
                  p.tensors.stream().filter(t -> t.name().equals(name)).findFirst().get()));
      for (int type :
          new int[] {1, 2, 4, 8, 9, 10, 12, 15, 16, 20, 24, 27, 28, 30, 34, 39, 99, -1}) {
        add(name + " of type " + type, p -> p.tensor(name, t -> typed(t, type)));
      }
      for (long offset : new long[] {1, 4, 32, 1L << 40, -32, Long.MIN_VALUE}) {
        add(name + " moved by " + offset, p -> p.tensor(name, t -> moved(t, t.offset() + offset)));
      }
      add(name + " at 0", p -> p.tensor(name, t -> moved(t, 0)));
      long[] shape =
          parts.tensors.stream().filter(t -> t.name().equals(name)).findFirst().get().shape();
      for (int d = 0; d < shape.length; d++) {
        int at = d;
        for (long n : new long[] {0, 1, shape[d] - 1, shape[d] + 1, 1L << 31, 1L << 62, -1}) {
          long[] other = shape.clone();
          other[at] = n;
          add(
              name + " shape " + Arrays.toString(other),
              p -> p.tensor(name, t -> shaped(t, other)));
        }
      }
      for (long[] other :
          new long[][] {
            {}, {0, 0, 0, 0}, {1L << 32, 1L << 32}, {3, 3, 3, 3}, {1, 1, 1, 1, 1}, reversed(shape)
          }) {
        add(name + " shape " + Arrays.toString(other), p -> p.tensor(name, t -> shaped(t, other)));
      }
    }
    add("no tensors", p -> p.tensors.clear());
    add("tensors in reverse", p -> java.util.Collections.reverse(p.tensors));
    add(
        "a name of 70 characters",
        p -> p.tensor("output_norm.weight", t -> named(t, "o".repeat(70))));
    for (String extra :
        List.of(
            "blk.0.attn_q.bias",
            "blk.0.attn_q.scale",
            "blk.0.ffn_gate_inp.weight",
            "rope_freqs.weight",
            "output.weight",
            "blk.0.attn_norm.bias",
            "cls.weight")) {
      add(
          "with " + extra,
          p -> {
            p.tensors.removeIf(t -> t.name().equals(extra));
            p.tensors.add(new Tensor(extra, new long[] {8}, 0, 0));
          });
    }
  }

  private void texts() {
    String key = "tokenizer.chat_template";
    add(
        "template not UTF-8",
        p -> p.with(key, STRING, concat(List.of(u64(3), new byte[] {(byte) 0xff, 'a', 0}))));
    for (String template :
        List.of(
            "",
            "{{",
            "{% for i in range(1000000000) %}{% for j in range(1000000000) %}x{% endfor %}{% endfor"
                + " %}",
            "{{ 'x' * 1000000000 }}",
            "{% set ns = namespace(s='x') %}{% for i in range(60) %}{% set ns.s = ns.s + ns.s %}"
                + "{% endfor %}{{ ns.s }}",
            "{{ raise_exception('no') }}",
            "{{ messages[99].content }}",
            "{{ ".repeat(1) + "(".repeat(5000) + "1" + ")".repeat(5000) + " }}",
            "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
            "\uD800\0\uFFFE",
            "   ")) {
      String shown = template.substring(0, Math.min(40, template.length()));
      add("template " + shown.replace("\0", "NUL"), p -> p.with(key, STRING, text(template)));
    }
    for (String architecture :
        List.of(
            "",
            "lamal",
            "llama\0",
            "clip",
            "bert",
            "t5",
            "mamba",
            "rwkv7",
            "gpt2",
            "qwen2",
            "falcon",
            "wavtokenizer-dec",
            "deepseek2",
            "gemma3n",
            "gemma3",
            "phi3",
            "llama")) {
      add(
          "architecture '" + architecture.replace("\0", "NUL") + "'",
          p -> {
            String old = new String(parts.value("general.architecture")).substring(8);
            p.with("general.architecture", STRING, text(architecture));
            p.pairs.replaceAll(
                pair ->
                    pair.key().startsWith(old + ".")
                        ? new GgufParts.Pair(
                            architecture + pair.key().substring(old.length()),
                            pair.type(),
                            pair.value())
                        : pair);
          });
    }
    for (String tokenizer :
        List.of("", "bogus", "llama", "gpt2", "bert", "t5", "rwkv", "plamo2", "none", "no_vocab")) {
      add(
          "tokenizer '" + tokenizer + "'",
          p -> p.with("tokenizer.ggml.model", STRING, text(tokenizer)));
    }
  }

  private static Tensor named(Tensor t, String name) {
    return new Tensor(name, t.shape(), t.type(), t.offset());
  }

  private static Tensor typed(Tensor t, int type) {
    return new Tensor(t.name(), t.shape(), type, t.offset());
  }

  private static Tensor moved(Tensor t, long offset) {
    return new Tensor(t.name(), t.shape(), t.type(), offset);
  }

  private static Tensor shaped(Tensor t, long[] shape) {
    return new Tensor(t.name(), shape, t.type(), t.offset());
  }

  private static long[] reversed(long[] shape) {
    long[] reversed = new long[shape.length];
    for (int i = 0; i < shape.length; i++) {
      reversed[i] = shape[shape.length - 1 - i];
    }
    return reversed;
  }

  private static byte[] array(int type, long length, byte[]... items) {
    return concat(List.of(u32(type), u64(length), concat(List.of(items))));
  }

  private static List<byte[]> copies(byte[] item, int count) {
    return java.util.Collections.nCopies(Math.max(0, count), item);
  }

  private static byte[] concat(List<byte[]> parts) {
    var out = new ByteArrayOutputStream();
    parts.forEach(out::writeBytes);
    return out.toByteArray();
  }
}
