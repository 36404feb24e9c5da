package io.feedalign.backend.cuda.nvidia;

import io.feedalign.backend.cuda.device.KernelModule;
import io.feedalign.tensor.DType;
import java.util.function.Function;

/**
 * Where a library of algorithms works and what it may choose.
 *
 * @param stream in which its calls are enqueued, and in which it measures
 * @param device the device's name
 * @param compiler compiles kernels for what the library cannot do
 */
record LibraryRoom(
    NvidiaStream stream,
    NvidiaMath math,
    String device,
    AlgorithmChoices choices,
    Function<String, KernelModule> compiler) {
  /** Workspace that an algorithm may take, in bytes. */
  static final long WORKSPACE_BYTES = 256L << 20;

  /** The key under which the choice for a job is kept. */
  String key(String library, String job, DType input) {
    return device + ", " + library + ", " + mathematics(input) + ", " + job;
  }

  /** What the settings mean for inputs of a type, in words. */
  String mathematics(DType input) {
    String products = input == DType.BF16 ? "bf16" : math.tf32() ? "tf32" : "f32";
    return "math: " + products + ", deterministic: " + math.deterministic();
  }
}
