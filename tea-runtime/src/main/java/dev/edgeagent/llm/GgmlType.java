package dev.edgeagent.llm;

/**
 * How a tensor's elements are stored (ggml's {@code enum ggml_type}): blocks of so many elements in
 * so many bytes.
 *
 * @param elements of a block; 0 for a type that this version does not know
 * @param bytesPerBlock of a block
 */
record GgmlType(int elements, int bytesPerBlock) {

  private static final GgmlType UNKNOWN = new GgmlType(0, 0);

  static GgmlType of(int code) {
    return switch (code) {
      case 0, 26 -> new GgmlType(1, 4); // F32, I32
      case 1, 25, 30 -> new GgmlType(1, 2); // F16, I16, BF16
      case 2, 20 -> new GgmlType(32, 18); // Q4_0, IQ4_NL
      case 3 -> new GgmlType(32, 20); // Q4_1
      case 6 -> new GgmlType(32, 22); // Q5_0
      case 7 -> new GgmlType(32, 24); // Q5_1
      case 8 -> new GgmlType(32, 34); // Q8_0
      case 9 -> new GgmlType(32, 36); // Q8_1
      case 10 -> new GgmlType(256, 84); // Q2_K
      case 11, 21 -> new GgmlType(256, 110); // Q3_K, IQ3_S
      case 12 -> new GgmlType(256, 144); // Q4_K
      case 13 -> new GgmlType(256, 176); // Q5_K
      case 14 -> new GgmlType(256, 210); // Q6_K
      case 15 -> new GgmlType(256, 292); // Q8_K
      case 16 -> new GgmlType(256, 66); // IQ2_XXS
      case 17 -> new GgmlType(256, 74); // IQ2_XS
      case 18 -> new GgmlType(256, 98); // IQ3_XXS
      case 19 -> new GgmlType(256, 50); // IQ1_S
      case 22 -> new GgmlType(256, 82); // IQ2_S
      case 23 -> new GgmlType(256, 136); // IQ4_XS
      case 24 -> new GgmlType(1, 1); // I8
      case 27, 28 -> new GgmlType(1, 8); // I64, F64
      case 29 -> new GgmlType(256, 56); // IQ1_M
      case 34 -> new GgmlType(256, 54); // TQ1_0
      case 35 -> new GgmlType(256, 66); // TQ2_0
      case 39 -> new GgmlType(32, 17); // MXFP4
      default -> UNKNOWN;
    };
  }

  /**
   * Whether llama.cpp multiplies matrices of this type. It has no function for those of
   * intermediate results and whole numbers, and calls it all the same (ggml-cpu.c, {@code
   * type_traits_cpu}).
   */
  static boolean isForWeights(int code) {
    return switch (code) {
      case 4, 5, 9, 15, 24, 25, 26, 27, 28, 31, 32, 33, 36, 37, 38 -> false;
      default -> true;
    };
  }

  /** Whether llama.cpp adds vectors of this type, or multiplies by them (binary-ops.cpp). */
  static boolean isForVectors(int code) {
    return code == 0 || code == 1 || code == 30; // F32, F16, BF16
  }

  /**
   * Whether {@code repack} makes a copy of weights of this type, on the architecture that runs
   * (llama.cpp 0.5.0, ggml-cpu/repack.cpp; at most these, as it depends on the CPU, too).
   */
  static boolean isRepacked(int code) {
    return switch (code) {
      case 2, 10, 12, 20 -> true; // Q4_0, Q2_K, Q4_K, IQ4_NL
      case 8, 13, 14 -> System.getProperty("os.arch").equals("aarch64"); // Q8_0, Q5_K, Q6_K
      default -> false;
    };
  }

  /** The bytes of that many elements; 0 if the type is not known, which llama.cpp then judges. */
  long bytes(long count) {
    return elements == 0 ? 0 : count / elements * bytesPerBlock;
  }
}
