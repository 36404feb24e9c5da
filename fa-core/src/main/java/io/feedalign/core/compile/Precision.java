package io.feedalign.core.compile;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The arithmetic in which a network is compiled.
 *
 * <pre>{@code
 * CompiledNetwork fast =
 *     Compiler.on(backend).precision(Precision.BF16).rule(rule).compile(network);
 * }</pre>
 */
public enum Precision {
  /** Everything in f32. */
  F32,
  /**
   * Images of activations and signals, and the operands of every convolution and matrix product, in
   * bf16. Weights, every state, statistics, reductions, matrices of activations and the loss stay
   * in f32.
   */
  BF16;

  /** As experiment files write it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The precision that a key names. */
  public static Precision of(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }

  /** Every key. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(Precision::key).toList();
  }
}
