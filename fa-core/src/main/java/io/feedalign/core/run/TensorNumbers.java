package io.feedalign.core.run;

import io.feedalign.tensor.DType;
import io.feedalign.tensor.Tensor;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;

/** The elements of a tensor of any type as doubles, in logical row-major order. */
public final class TensorNumbers {
  private TensorNumbers() {}

  /** All elements, at the backend's own precision. */
  public static double[] read(Tensor tensor) {
    double[] numbers = new double[Math.toIntExact(tensor.shape().elements())];
    if (tensor.type() == DType.I32) {
      int[] whole = new int[numbers.length];
      tensor.read(IntBuffer.wrap(whole));
      for (int i = 0; i < whole.length; i++) {
        numbers[i] = whole[i];
      }
    } else {
      tensor.read(DoubleBuffer.wrap(numbers));
    }
    return numbers;
  }

  /** Sets all elements, rounded to what the backend stores. */
  public static void write(Tensor tensor, double[] numbers) {
    if (tensor.type() == DType.I32) {
      int[] whole = new int[numbers.length];
      for (int i = 0; i < whole.length; i++) {
        whole[i] = (int) numbers[i];
      }
      tensor.write(IntBuffer.wrap(whole));
    } else {
      tensor.write(DoubleBuffer.wrap(numbers));
    }
  }
}
