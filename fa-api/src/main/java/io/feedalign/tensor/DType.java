package io.feedalign.tensor;

import org.apiguardian.api.API;

/**
 * What one element of a tensor is.
 *
 * <pre>{@code
 * DType half = DType.BF16;
 * long bytes = tensor.shape().elements() * half.bytes(); // 2 each
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public enum DType {
  /** IEEE 754 single precision: weights, statistics, losses, and everything in {@code f32} runs. */
  F32(4),
  /** bfloat16, the upper half of a single: activations and signals in {@code bf16} runs. */
  BF16(2),
  /** Signed 32-bit integers: class indices and the step counter. */
  I32(4),
  /** Bytes whose meaning is the backend's own, such as which input won a max pooling. */
  U8(1);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** Size of one element in bytes. */
  public int bytes() {
    return bytes;
  }
}
